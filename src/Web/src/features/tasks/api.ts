import { queryOptions } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import { keys } from '@/shared/api/keys';
import type { Task, TaskAnswer, TaskPatch } from '@/shared/api/types';

export const taskQuery = (idOrKey: string) =>
  queryOptions({
    queryKey: keys.task(idOrKey),
    queryFn: ({ signal }) => api.get<Task>(`/api/tasks/${encodeURIComponent(idOrKey)}`, { signal }),
  });

/** Fields named here are the intent; `version` is what they were changed from. */
export const patchTask = (id: string, version: number, patch: TaskPatch, intent: string) =>
  api.patch<TaskAnswer>(`/api/tasks/${id}`, { ...patch, version }, { intent });
