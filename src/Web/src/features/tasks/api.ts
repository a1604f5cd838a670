import { infiniteQueryOptions, queryOptions, replaceEqualDeep } from '@tanstack/react-query';
import { allPages } from '@/shared/api/allPages';
import { api } from '@/shared/api/client';
import { keys } from '@/shared/api/keys';
import { useLive } from '@/shared/realtime/liveStore';
import type { Envelope, NewTask, Page, Task, TaskAnswer, TaskLock, TaskPatch, Watcher } from '@/shared/api/types';

export const readTask = (idOrKey: string, signal?: AbortSignal) =>
  api.get<Task>(`/api/tasks/${encodeURIComponent(idOrKey)}`, { ...(signal && { signal }) });

export const taskQuery = (idOrKey: string) =>
  queryOptions({
    queryKey: keys.task(idOrKey),
    queryFn: ({ signal }) => readTask(idOrKey, signal),
    // An answer that was overtaken by a write must not bring the state before it back.
    structuralSharing: (old, fresh) =>
      ((old as Task | undefined)?.version ?? 0) > (fresh as Task).version ? old : replaceEqualDeep(old, fresh),
  });

const lookAgain = 10_000;
const lookSeldom = 60_000;

/** The task that is open: its lock is no revision. While the link is live, presence tells who edits. */
export const openTaskQuery = (idOrKey: string) => ({
  ...taskQuery(idOrKey),
  refetchInterval: () => (useLive.getState().state === 'live' ? lookSeldom : lookAgain),
});

/** The newest revisions of a task, as of a version: another version is another answer. */
export const historyQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: [...keys.taskHistory(id), version],
    queryFn: ({ signal }) => api.get<Page<Envelope>>(`/api/tasks/${id}/history`, { signal, query: { limit: 200 } }),
    staleTime: Infinity,
  });

const historyPage = 25;

/** Every revision of a task, newest first. */
export const historyPagesQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: [...keys.taskHistory(id), 'pages'] as const,
    queryFn: ({ signal, pageParam }) =>
      api.get<Page<Envelope>>(`/api/tasks/${id}/history`, { signal, query: { limit: historyPage, cursor: pageParam } }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  });

/** Fields named here are the intent; `version` is what they were changed from. */
export const patchTask = (id: string, version: number, patch: TaskPatch, intent: string) =>
  api.patch<TaskAnswer>(`/api/tasks/${id}`, { ...patch, version }, { intent });

/** Takes or renews the edit lock; `override` takes it from somebody else. */
export const lockTask = (id: string, override = false) =>
  api.post<TaskLock>(`/api/tasks/${id}/lock`, undefined, override ? { query: { override } } : {});

export const unlockTask = (id: string) => api.delete(`/api/tasks/${id}/lock`, { keepalive: true });

export const watchersQuery = (id: string) =>
  queryOptions({
    queryKey: keys.watchers(id),
    queryFn: async ({ signal }) => {
      const watchers = await allPages<Watcher>(`/api/tasks/${id}/watchers`, signal);
      return watchers.toSorted((a, b) => a.name.localeCompare(b.name));
    },
  });

export const watchTask = (id: string, userId: string, watches: boolean, intent: string) =>
  watches
    ? api.post<Task>(`/api/tasks/${id}/watchers/${userId}`, undefined, { intent })
    : api.delete<Task>(`/api/tasks/${id}/watchers/${userId}`, { intent });

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
