import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { keys } from '@/shared/api/keys';
import { useIntent } from '@/shared/api/mutation';
import { ApiError } from '@/shared/api/problem';
import type { SavedView } from '@/shared/api/planning';
import { useT } from '@/shared/i18n/useT';
import { Badge } from '@/shared/ui/Badge';
import { Button } from '@/shared/ui/Button';
import { ConfirmDialog } from '@/shared/ui/Dialog';
import { showToast } from '@/shared/ui/toast';
import { showWriteError } from '@/shared/ui/writeError';
import { deleteView, patchView, type ViewDraft } from '../api';
import { searchOf, useViewState, type Shown } from '../useViewState';
import { SaveViewDialog } from './SaveViewDialog';
import { ViewsMenu } from './ViewsMenu';

type Asked = 'save' | 'rename' | 'delete';

/** The saved view that is shown, whether it was changed since, and the way to the others. */
export default function ViewsBar(shown: Shown) {
  const t = useT();
  const navigate = useNavigate();
  const client = useQueryClient();
  const state = useViewState(shown);
  const { current, modified, mayChange, question } = state;
  const [asked, setAsked] = useState<Asked>();
  const close = () => setAsked(undefined);
  const { projectId } = shown;

  const open = (view: SavedView) =>
    void navigate({
      to: view.layout === 'board' ? '/projects/$projectId/board' : '/projects/$projectId/list',
      params: { projectId },
      search: searchOf(view),
    });
  const reload = () => client.invalidateQueries({ queryKey: keys.views(projectId) });

  const update = useIntent<SavedView, { view: SavedView; patch: Partial<ViewDraft> }>({
    send: ({ view, patch }, intent) => patchView(view, patch, intent),
    onSuccess: (view) => {
      client.setQueryData<SavedView[]>(keys.views(projectId), (views) =>
        views?.map((one) => (one.id === view.id ? view : one)),
      );
      showToast({ title: t('views.updated', { name: view.name }), tone: 'ok' });
      open(view);
    },
    onError: (error, { view }) => tellRefused(error, view),
    onSettled: reload,
  });
  const remove = useIntent<void, SavedView>({
    send: (view, intent) => deleteView(view.id, intent),
    onSuccess: close,
    onError: (error, view) => showWriteError(t, error, { subject: view.name }),
    onSettled: reload,
  });

  function tellRefused(error: Error, view: SavedView) {
    const conflict = error instanceof ApiError && error.code === 'VERSION_CONFLICT';
    if (!conflict) return showWriteError(t, error, { subject: view.name });
    showToast({
      tone: 'danger',
      title: t('views.conflict', { name: view.name }),
      description: t('views.conflictText'),
    });
  }

  return (
    <>
      <ViewsMenu
        state={state}
        onOpen={open}
        onAsk={setAsked}
        onShare={(view, shared) => update.mutate({ view, patch: { shared } })}
      />
      {current && modified && (
        <>
          <Badge tone="warn">{t('views.modified')}</Badge>
          {mayChange && question && (
            <Button busy={update.isPending} onClick={() => update.mutate({ view: current, patch: question })}>
              {t('views.update')}
            </Button>
          )}
          <Button variant="ghost" onClick={() => open(current)}>
            {t('views.reset')}
          </Button>
        </>
      )}
      {asked === 'save' && <SaveViewDialog projectId={projectId} question={question} onSaved={open} onClose={close} />}
      {asked === 'rename' && current && (
        <SaveViewDialog projectId={projectId} view={current} onSaved={() => undefined} onClose={close} />
      )}
      {asked === 'delete' && current && (
        <ConfirmDialog
          open
          danger
          onOpenChange={(next) => !next && close()}
          title={t('views.deleteTitle', { name: current.name })}
          confirmLabel={t('common.delete')}
          busy={remove.isPending}
          onConfirm={() => remove.mutate(current)}
        >
          <p>{t(current.shared ? 'views.deleteShared' : 'views.deleteOwn')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
