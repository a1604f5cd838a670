import { queryOptions } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import { keys } from '@/shared/api/keys';
import type { Envelope, NewTask, Page, Task, TaskAnswer, TaskPatch } from '@/shared/api/types';

export const readTask = (idOrKey: string, signal?: AbortSignal) =>
  api.get<Task>(`/api/tasks/${encodeURIComponent(idOrKey)}`, { ...(signal && { signal }) });

export const taskQuery = (idOrKey: string) =>
  queryOptions({
    queryKey: keys.task(idOrKey),
    queryFn: ({ signal }) => readTask(idOrKey, signal),
  });

/** The newest revisions of a task, as of a version: another version is another answer. */
export const historyQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: [...keys.taskHistory(id), version],
    queryFn: ({ signal }) => api.get<Page<Envelope>>(`/api/tasks/${id}/history`, { signal, query: { limit: 200 } }),
    staleTime: Infinity,
  });

/** Fields named here are the intent; `version` is what they were changed from. */
export const patchTask = (id: string, version: number, patch: TaskPatch, intent: string) =>
  api.patch<TaskAnswer>(`/api/tasks/${id}`, { ...patch, version }, { intent });

export const createTask = (projectId: string, task: NewTask, intent: string) =>
  api.post<Task>(`/api/projects/${projectId}/tasks`, task, { intent });

const suggestions = 20;

/** Tasks whose title, key or description has the words, to choose one from. */
export const findTasksQuery = (projectId: string, words: string) =>
  queryOptions({
    queryKey: ['projects', projectId, 'find-tasks', words],
    queryFn: ({ signal }) =>
      api.get<Page<Task>>(`/api/projects/${projectId}/tasks`, {
        signal,
        query: { q: words, limit: suggestions, sort: '-updated_at' },
      }),
  });
