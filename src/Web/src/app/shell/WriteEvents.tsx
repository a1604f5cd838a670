import { useQueryClient } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useEffectEvent } from 'react';
import { useMe } from '@/features/auth/api';
import { applyComment, refreshComments } from '@/features/comments/cache';
import { addBulk } from '@/features/list/addBulk';
import { useBulkOutcome } from '@/features/list/bulkOutcome';
import { readTask } from '@/features/tasks/api';
import {
  applyArchived,
  applyBulk,
  applyLock,
  applyTask,
  refreshCounts,
  refreshLists,
  staleLists,
} from '@/features/tasks/cache';
import { holderIn } from '@/features/tasks/lock/lease';
import { useFieldNames } from '@/features/tasks/useFieldNames';
import { useLink } from '@/shared/api/linkStore';
import { keys } from '@/shared/api/keys';
import type { Comment } from '@/shared/api/commentTypes';
import type { Task, TaskAnswer } from '@/shared/api/types';
import { useFormat } from '@/shared/i18n/useFormat';
import { useT } from '@/shared/i18n/useT';
import { useUi } from '@/shared/lib/uiStore';
import { refusedOf } from '@/shared/sync/bulk';
import { useDrafts } from '@/shared/sync/drafts';
import { taskWrites } from '@/shared/sync/taskWrites';
import { fieldsOf, isOfComment, type Change, type CommentChange, type Write } from '@/shared/sync/write';
import type { Settled } from '@/shared/sync/writeQueue';
import { openWriteStore } from '@/shared/sync/writeStore';
import { showToast } from '@/shared/ui/toast';
import { showWriteError } from '@/shared/ui/writeError';
import { useHandsRest } from './useHandsRest';
import { useLeaveGuard } from './useLeaveGuard';

/** Carries what the write queue learns to the caches and to the person; guards the page while something is unsent. */
export function WriteEvents() {
  const t = useT();
  const client = useQueryClient();
  const { user } = useMe();
  const drafts = useDrafts();
  const format = useFormat();
  const nameOf = useFieldNames();
  const compare = useUi((ui) => ui.compare);
  const whenHandsRest = useHandsRest();
  const { task: pageOf } = useParams({ strict: false });
  const { task: panelOf } = useSearch({ strict: false });

  function confirmed(write: Write, task: TaskAnswer | undefined) {
    if (write.change.kind === 'bulk') return confirmedMany(write);
    if (task) applyTask(client, task);
    if (write.change.kind === 'undo') tellUndone(write);
    else if (task?.merged_fields) tellMerged(write, task.merged_fields);
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
        if (typeof value === 'string') drafts.settle(write.taskId, field, value);
    refreshCounts(client, write.projectId);
    void (write.change.kind === 'patch' ? staleLists : refreshLists)(client, write.projectId);
  }

  function commented(taskId: string, change: CommentChange, comment: Comment | undefined) {
    if (change.kind === 'comment') drafts.settle(taskId, 'comment', change.body);
    if (change.kind === 'edit-comment') drafts.settle(change.id, 'body', change.body);
    if (comment) applyComment(client, comment);
    else refreshComments(client, taskId);
    if (change.kind === 'edit-comment') return;
    // Whoever comments watches; the board counts the comments of a card.
    void client.invalidateQueries({ queryKey: keys.watchers(taskId) });
    readTask(taskId).then(
      (task) => applyTask(client, task),
      () => undefined,
    );
  }

  function confirmedMany(write: Write) {
    applyBulk(client, write);
    useBulkOutcome.getState().settle(write);
    // What was refused stays on the list with the reasons; that says the rest, too.
    if (refusedOf(write).length > 0 || write.change.kind !== 'bulk') return;
    const { tasks, edit } = write.change;
    const undo = () => addBulk(write.projectId, tasks, { archived: false }, write.subject);
    showToast({
      title: t(edit.archived ? 'list.bulk.archived' : 'list.bulk.changed', { count: tasks.length }),
      tone: 'ok',
      ...(edit.archived && { action: { label: t('tasks.undo'), run: undo } }),
    });
  }

  function tellUndone(write: Write) {
    const fields = fieldsOf(write.change).map(nameOf);
    showToast({
      tone: 'ok',
      title: t('tasks.history.undone', { subject: write.subject }),
      description:
        fields.length > 0
          ? t('tasks.history.undoneText', { fields: format.list(fields) })
          : t('tasks.history.undoneMove'),
    });
  }

  function tellMerged(write: Write, fields: readonly string[]) {
    showToast({
      title: t('tasks.merged.toast', { subject: write.subject }),
      description: t('tasks.merged.text', { fields: format.list(fields.map(nameOf)) }),
    });
  }

  function applyCurrent(change: Change, current: unknown) {
    if (isOfComment(change)) applyComment(client, current as Comment);
    else applyTask(client, current as Task);
  }

  const onSettled = useEffectEvent((event: Settled) => {
    if (event.type === 'restored') {
      if (event.count > 0) showToast({ title: t('link.restored', { count: event.count }) });
      return;
    }
    const { write } = event;
    if (event.type === 'failed') {
      const holder = holderIn(write.error);
      if (holder) applyLock(client, write.taskId, holder);
      showWriteError(t, write.error, { subject: write.subject, retry: () => taskWrites.retry(write.intent) });
      return;
    }
    if (event.type === 'conflict') {
      if (write.conflict) applyCurrent(write.change, write.conflict.current);
      if (write.subject === panelOf || write.subject === pageOf) return whenHandsRest(() => compare(write.taskId));
      showToast({
        tone: 'danger',
        title: t('tasks.conflict.toast', { subject: write.subject }),
        description: t('tasks.conflict.toastText'),
        action: { label: t('tasks.conflict.open'), run: () => compare(write.taskId) },
      });
      return;
    }
    if (isOfComment(write.change)) commented(write.taskId, write.change, event.answer as Comment | undefined);
    else confirmed(write, event.answer as TaskAnswer | undefined);
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

  useLeaveGuard();

  return null;
}
