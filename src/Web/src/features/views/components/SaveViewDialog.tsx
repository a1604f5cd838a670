import { useQueryClient } from '@tanstack/react-query';
import { useId, useState, type FormEvent } from 'react';
import { keys } from '@/shared/api/keys';
import { useIntent } from '@/shared/api/mutation';
import type { SavedView } from '@/shared/api/planning';
import { useT } from '@/shared/i18n/useT';
import { limits } from '@/shared/lib/forms';
import { Button } from '@/shared/ui/Button';
import { Checkbox } from '@/shared/ui/Checkbox';
import { Dialog } from '@/shared/ui/Dialog';
import { Field, TextInput } from '@/shared/ui/Field';
import { Notice } from '@/shared/ui/Notice';
import { describeError } from '@/shared/ui/writeError';
import { createView, patchView } from '../api';
import type { ViewState } from '../useViewState';

interface SaveViewDialogProps {
  projectId: string;
  /** The view to be renamed; left out for a new one. */
  view?: SavedView;
  /** What a new view holds. */
  question?: ViewState['question'];
  onSaved: (view: SavedView) => void;
  onClose: () => void;
}

export function SaveViewDialog({ projectId, view, question, onSaved, onClose }: SaveViewDialogProps) {
  const t = useT();
  const form = useId();
  const client = useQueryClient();
  const [name, setName] = useState(view?.name ?? '');
  const [shared, setShared] = useState(view?.shared ?? false);
  const [tried, setTried] = useState(false);
  const save = useIntent<SavedView, { name: string; shared: boolean }>({
    send: (values, intent) =>
      view ? patchView(view, values, intent) : createView(projectId, { ...values, ...question! }, intent),
    onSuccess: async (saved) => {
      await client.invalidateQueries({ queryKey: keys.views(projectId) });
      onClose();
      onSaved(saved);
    },
    onError: () => client.invalidateQueries({ queryKey: keys.views(projectId) }),
  });
  const impossible = !view && !question;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (name.trim() !== '' && !save.isPending && !impossible) save.mutate({ name: name.trim(), shared });
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      locked={save.isPending}
      width="sm"
      title={view ? t('views.renameTitle', { name: view.name }) : t('views.saveTitle')}
      footer={
        <>
          <Button onClick={onClose} disabled={save.isPending}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" form={form} variant="primary" busy={save.isPending} disabled={impossible}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      <form id={form} noValidate onSubmit={submit} className="flex flex-col gap-3">
        {impossible && <Notice tone="warn">{t('views.impossible')}</Notice>}
        {save.isError && (
          <Notice tone="danger" urgent>
            {describeError(t, save.error)}
          </Notice>
        )}
        <Field label={t('common.name')} error={tried && name.trim() === '' ? t('errors.required') : undefined}>
          <TextInput
            name="name"
            autoComplete="off"
            maxLength={limits.name}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        {question?.filter && (
          <p className="text-xs text-fg-muted">
            {t('views.holds')} <code className="font-mono break-words text-fg">{question.filter}</code>
          </p>
        )}
        <Checkbox checked={shared} onChange={setShared}>
          {t('views.shareWith')}
        </Checkbox>
      </form>
    </Dialog>
  );
}
