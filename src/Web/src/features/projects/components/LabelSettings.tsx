import { useSuspenseQuery } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useState, type SyntheticEvent } from 'react';
import { keys } from '@/shared/api/keys';
import type { Label } from '@/shared/api/types';
import { useT } from '@/shared/i18n/useT';
import { limits } from '@/shared/lib/forms';
import { Button, IconButton } from '@/shared/ui/Button';
import { ColorInput, palette } from '@/shared/ui/ColorInput';
import { ConfirmDialog } from '@/shared/ui/Dialog';
import { Field, TextInput } from '@/shared/ui/Field';
import { InlineText } from '@/shared/ui/InlineText';
import { Section } from '@/shared/ui/Page';
import { createLabel, deleteLabel, labelsQuery, patchLabel, type LabelDraft } from '../api';
import { useSettingWrite } from '../useProjectWrites';

export function LabelSettings({ projectId, readOnly }: { projectId: string; readOnly: boolean }) {
  const t = useT();
  const { data: labels } = useSuspenseQuery(labelsQuery(projectId));
  const [deleting, setDeleting] = useState<Label | null>(null);
  const stale = [keys.labels(projectId), keys.board(projectId), keys.tasks(projectId)];
  const patch = useSettingWrite(
    ({ label, change }: { label: Label; change: Partial<LabelDraft> }, intent) =>
      patchLabel(label.id, { ...change, version: label.version }, intent),
    { stale, subject: ({ label }) => label.name },
  );
  const remove = useSettingWrite((label: Label, intent) => deleteLabel(label.id, intent), {
    stale,
    subject: (label) => label.name,
    onDone: () => setDeleting(null),
  });
  const locked = readOnly || patch.isPending;

  return (
    <Section title={t('projects.settings.labels')}>
      {labels.length === 0 && <p className="text-fg-muted">{t('projects.label.none')}</p>}
      <ul className="flex flex-col gap-1">
        {labels.map((label) => (
          <li key={label.id} className="flex items-center gap-1.5">
            <ColorInput
              label={t('projects.label.colorOf', { name: label.name })}
              value={label.color}
              disabled={locked}
              onChange={(color) => patch.mutate({ label, change: { color } })}
            />
            <InlineText
              label={t('projects.label.nameOf', { name: label.name })}
              value={label.name}
              maxLength={limits.label}
              disabled={locked}
              className="flex-1"
              onCommit={(name) => patch.mutate({ label, change: { name } })}
            />
            <IconButton
              label={t('projects.label.delete', { name: label.name })}
              disabled={locked}
              onClick={() => setDeleting(label)}
            >
              <Trash2 aria-hidden size={14} />
            </IconButton>
          </li>
        ))}
      </ul>
      {!readOnly && <NewLabelForm projectId={projectId} count={labels.length} />}
      {deleting && (
        <ConfirmDialog
          open
          danger
          onOpenChange={(open) => !open && setDeleting(null)}
          title={t('projects.label.delete', { name: deleting.name })}
          confirmLabel={t('common.delete')}
          busy={remove.isPending}
          onConfirm={() => remove.mutate(deleting)}
        >
          <p>{t('projects.label.deleteText')}</p>
        </ConfirmDialog>
      )}
    </Section>
  );
}

function NewLabelForm({ projectId, count }: { projectId: string; count: number }) {
  const t = useT();
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const color = chosen ?? palette[count % palette.length] ?? palette[0];
  const create = useSettingWrite((draft: LabelDraft, intent) => createLabel(projectId, draft, intent), {
    stale: [keys.labels(projectId), keys.board(projectId)],
    subject: (draft) => draft.name,
    onDone: () => {
      setName('');
      setChosen(null);
    },
  });

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (name.trim() !== '') create.mutate({ name: name.trim(), color });
  };

  return (
    <form className="flex items-end gap-1.5 border-t border-line pt-3" onSubmit={submit}>
      <ColorInput label={t('common.color')} value={color} onChange={setChosen} />
      <Field label={t('projects.label.new')} className="flex-1">
        <TextInput value={name} maxLength={limits.label} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Button type="submit" busy={create.isPending} disabled={name.trim() === ''}>
        {t('projects.label.add')}
      </Button>
    </form>
  );
}
