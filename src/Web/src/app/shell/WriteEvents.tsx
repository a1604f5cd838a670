import { useQueryClient } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useEffectEvent } from 'react';
import { useMe } from '@/features/auth/api';
import { applyArchived, applyTask, refreshLists, staleLists } from '@/features/tasks/cache';
import { useFieldNames } from '@/features/tasks/useFieldNames';
import { useLink } from '@/shared/api/linkStore';
import type { TaskAnswer } from '@/shared/api/types';
import { useFormat } from '@/shared/i18n/useFormat';
import { useT } from '@/shared/i18n/useT';
import { useUi } from '@/shared/lib/uiStore';
import { settleDraft } from '@/shared/sync/drafts';
import { taskWrites } from '@/shared/sync/taskWrites';
import type { Write } from '@/shared/sync/write';
import type { Settled } from '@/shared/sync/writeQueue';
import { openWriteStore } from '@/shared/sync/writeStore';
import { showToast } from '@/shared/ui/toast';
import { showWriteError } from '@/shared/ui/writeError';
import { useHandsRest } from './useHandsRest';

/** Carries what the write queue learns to the caches and to the person; guards the page while something is unsent. */
export function WriteEvents() {
  const t = useT();
  const client = useQueryClient();
  const { user } = useMe();
  const format = useFormat();
  const nameOf = useFieldNames();
  const compare = useUi((ui) => ui.compare);
  const whenHandsRest = useHandsRest();
  const { task: pageOf } = useParams({ strict: false });
  const { task: panelOf } = useSearch({ strict: false });

  function confirmed(write: Write, task: TaskAnswer | undefined) {
    if (task) applyTask(client, task);
    if (task?.merged_fields) tellMerged(write, task.merged_fields);
    if (write.change.kind === 'archive') {
      applyArchived(client, write.projectId, write.taskId);
      showToast({
        title: t('tasks.archived', { subject: write.subject }),
        action: {
          label: t('tasks.undo'),
          run: () => taskWrites.add({ ...write, base: undefined, change: { kind: 'restore' } }),
        },
      });
      return;
    }
    if (write.change.kind === 'patch')
      for (const [field, value] of Object.entries(write.change.patch))
        if (typeof value === 'string') settleDraft(write.taskId, field, value);
    void (write.change.kind === 'patch' ? staleLists : refreshLists)(client, write.projectId);
  }

  function tellMerged(write: Write, fields: readonly string[]) {
    showToast({
      title: t('tasks.merged.toast', { subject: write.subject }),
      description: t('tasks.merged.text', { fields: format.list(fields.map(nameOf)) }),
    });
  }

  const onSettled = useEffectEvent((event: Settled) => {
    if (event.type === 'restored') {
      if (event.count > 0) showToast({ title: t('link.restored', { count: event.count }) });
      return;
    }
    const { write } = event;
    if (event.type === 'failed') {
      showWriteError(t, write.error, { subject: write.subject, retry: () => taskWrites.retry(write.intent) });
      return;
    }
    if (event.type === 'conflict') {
      if (write.conflict) applyTask(client, write.conflict.current as unknown as TaskAnswer);
      if (write.subject === panelOf || write.subject === pageOf) return whenHandsRest(() => compare(write.taskId));
      showToast({
        tone: 'danger',
        title: t('tasks.conflict.toast', { subject: write.subject }),
        description: t('tasks.conflict.toastText'),
        action: { label: t('tasks.conflict.open'), run: () => compare(write.taskId) },
      });
      return;
    }
    confirmed(write, event.task);
  });

  useEffect(() => taskWrites.onSettled(onSettled), []);

  useEffect(() => taskWrites.attach(openWriteStore(user.id)), [user.id]);

  useEffect(
    () =>
      useLink.subscribe((now, before) => {
        if (now.state === 'online' && before.state === 'offline') taskWrites.wake();
      }),
    [],
  );

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (taskWrites.open > 0) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, []);

  return null;
}
