import { useMemo, useSyncExternalStore } from 'react';
import { api } from '../api/client';
import type { Comment } from '../api/commentTypes';
import type { BulkAnswer } from '../api/planning';
import type { TaskAnswer } from '../api/types';
import { partOf } from './bulk';
import type { Write } from './write';
import { WriteQueue, type Answer } from './writeQueue';

function send({ change, projectId, taskId, base, intent }: Write): Promise<Answer> {
  const path = `/api/tasks/${taskId}`;
  const version = base === undefined ? {} : { version: base };
  switch (change.kind) {
    case 'patch':
      return api.patch<TaskAnswer>(path, { ...change.patch, ...version }, { intent });
    case 'move':
      return api.post<TaskAnswer>(`${path}/move`, { ...change.move, ...version }, { intent });
    case 'create':
      return api.post<TaskAnswer>(`/api/projects/${projectId}/tasks`, change.task, { intent });
    case 'archive':
      return api.delete<undefined>(path, { intent });
    case 'restore':
      return api.post<TaskAnswer>(`${path}/restore`, undefined, { intent });
    case 'undo':
      return api.post<TaskAnswer>(`${path}/revisions/${change.version}/undo`, undefined, { intent });
    case 'comment':
      return api.post<Comment>(`${path}/comments`, { id: change.id, body: change.body }, { intent });
    case 'edit-comment':
      return api.patch<Comment>(`/api/comments/${change.id}`, { body: change.body, ...version }, { intent });
    case 'delete-comment':
      return api.delete<undefined>(`/api/comments/${change.id}`, { intent });
    case 'bulk': {
      const body = { task_ids: change.tasks.map(({ id }) => id), patch: change.edit };
      return api.post<BulkAnswer>('/api/tasks/bulk', body, { intent });
    }
  }
}

/** The writes of this tab; app/shell/WriteEvents carries its answers to the caches and its refusals to the person. */
export const taskWrites = new WriteQueue(send);

export function useWrites(): readonly Write[] {
  return useSyncExternalStore(taskWrites.subscribe, taskWrites.snapshot);
}

export function useTaskWrites(taskId: string | undefined): readonly Write[] {
  const writes = useWrites();
  return useMemo(
    () => (taskId === undefined ? [] : writes.flatMap((write) => partOf(write, taskId) ?? [])),
    [writes, taskId],
  );
}

export function useWritesUnderWay(): number {
  return useSyncExternalStore(taskWrites.subscribe, () => taskWrites.underWay);
}
