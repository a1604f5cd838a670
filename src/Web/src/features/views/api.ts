import { queryOptions } from '@tanstack/react-query';
import { allPages } from '@/shared/api/allPages';
import { api } from '@/shared/api/client';
import { keys } from '@/shared/api/keys';
import type { SavedView } from '@/shared/api/planning';
import type { Task } from '@/shared/api/types';

export const viewsQuery = (projectId: string) =>
  queryOptions({
    queryKey: keys.views(projectId),
    queryFn: async ({ signal }) => {
      const views = await allPages<SavedView>(`/api/projects/${projectId}/views`, signal);
      return views.toSorted((a, b) => a.name.localeCompare(b.name));
    },
  });

export type ViewDraft = Pick<SavedView, 'name' | 'filter' | 'sort' | 'layout' | 'shared'>;

export const createView = (projectId: string, view: ViewDraft, intent: string) =>
  api.post<SavedView>(`/api/projects/${projectId}/views`, view, { intent });

/** Only against the version that the person saw. */
export const patchView = (
  { id, version }: Pick<SavedView, 'id' | 'version'>,
  patch: Partial<ViewDraft>,
  intent: string,
) => api.patch<SavedView>(`/api/views/${id}`, { ...patch, version }, { intent });

export const deleteView = (id: string, intent: string) => api.delete(`/api/views/${id}`, { intent });

/** Which tasks a filter lets through, for a view that holds the tasks themselves already. */
export const matchesQuery = (projectId: string, filter: string) =>
  queryOptions({
    queryKey: [...keys.matches(projectId), filter] as const,
    queryFn: async ({ signal }): Promise<ReadonlySet<string>> => {
      const tasks = await allPages<Task>(`/api/projects/${projectId}/tasks`, signal, { filter });
      return new Set(tasks.map(({ id }) => id));
    },
    structuralSharing: false,
  });
