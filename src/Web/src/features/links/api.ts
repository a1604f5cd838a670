import { queryOptions } from '@tanstack/react-query';
import { allPages } from '@/shared/api/allPages';
import { api } from '@/shared/api/client';
import { keys } from '@/shared/api/keys';
import type { LinkType, TaskLink } from '@/shared/api/planning';
import type { Page, Task } from '@/shared/api/types';

export const linksQuery = (taskId: string) =>
  queryOptions({
    queryKey: keys.links(taskId),
    queryFn: ({ signal }) => allPages<TaskLink>(`/api/tasks/${taskId}/links`, signal),
  });

/** `task` is an id or a key; the link goes out from `from`. */
export const createLink = (from: string, type: LinkType, task: string, intent: string) =>
  api.post<TaskLink>(`/api/tasks/${encodeURIComponent(from)}/links`, { type, task }, { intent });

export const deleteLink = (taskId: string, linkId: string, intent: string) =>
  api.delete(`/api/tasks/${taskId}/links/${linkId}`, { intent });

const mostShown = 200;

/** The subtasks of a task in the order of the board; archived ones are not among them. */
export const subtasksQuery = (projectId: string, parentId: string) =>
  queryOptions({
    queryKey: keys.subtasks(projectId, parentId),
    queryFn: ({ signal }) =>
      api.get<Page<Task>>(`/api/projects/${projectId}/tasks`, {
        signal,
        query: { parent_id: parentId, sort: 'number', limit: mostShown },
      }),
  });
