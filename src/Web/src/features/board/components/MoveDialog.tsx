import { useId, useState, type FormEvent } from 'react';
import type { Card } from '@/shared/api/types';
import { useT } from '@/shared/i18n/useT';
import { Button } from '@/shared/ui/Button';
import { Dialog } from '@/shared/ui/Dialog';
import { Field, TextInput } from '@/shared/ui/Field';
import { Select } from '@/shared/ui/Select';
import { StatusIcon } from '@/shared/ui/TaskGlyphs';
import { locate, type Slot } from '../placement';
import type { ViewColumn } from '../view';

interface MoveDialogProps {
  card: Card;
  columns: readonly ViewColumn[];
  onMove: (slot: Slot) => void;
  onClose: () => void;
}

/** Moves a card without a pointer and without modifier keys (WCAG 2.5.7). */
export default function MoveDialog({ card, columns, onMove, onClose }: MoveDialogProps) {
  const t = useT();
  const form = useId();
  const at = locate(columns, card.id);
  const [statusId, setStatusId] = useState(columns[at?.column ?? 0]?.status.id ?? card.status_id);
  const [position, setPosition] = useState(String((at?.row ?? 0) + 1));

  const column = columns.find((one) => one.status.id === statusId);
  const last = (column?.cards.filter((one) => one.id !== card.id).length ?? 0) + 1;
  const wanted = Number(position);
  const valid = Number.isInteger(wanted) && wanted >= 1 && wanted <= last;

  const choose = (id: string) => {
    setStatusId(id);
    setPosition('1');
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!valid) return;
    onMove({ statusId, index: wanted - 1 });
    onClose();
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      width="sm"
      title={t('board.move.title', { key: card.key })}
      description={card.title}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" form={form} variant="primary" disabled={!valid}>
            {t('board.move.submit')}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-3">
        <Field label={t('board.move.column')}>
          <Select
            value={statusId}
            onChange={choose}
            options={columns.map(({ status }) => ({
              value: status.id,
              label: status.name,
              icon: <StatusIcon category={status.category} color={status.color} />,
            }))}
          />
        </Field>
        <Field
          label={t('board.move.position')}
          description={t('board.move.range', { last })}
          error={valid ? undefined : t('board.move.invalid', { last })}
        >
          <TextInput inputMode="numeric" value={position} onChange={(event) => setPosition(event.target.value)} />
        </Field>
      </form>
    </Dialog>
  );
}
