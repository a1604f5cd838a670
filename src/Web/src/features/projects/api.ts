import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { allPages } from '@/shared/api/allPages';
import { api } from '@/shared/api/client';
import { keys } from '@/shared/api/keys';
import type { Label, Page, Project, Status } from '@/shared/api/types';

const pageSize = 200;

export const projectsQuery = (organizationId: string) =>
  infiniteQueryOptions({
    queryKey: keys.projects(organizationId),
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<Project>>(`/api/organizations/${organizationId}/projects`, {
        signal,
        query: { limit: pageSize, cursor: pageParam },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });

export const projectQuery = (id: string) =>
  queryOptions({
    queryKey: keys.project(id),
    queryFn: ({ signal }) => api.get<Project>(`/api/projects/${id}`, { signal }),
  });

export const statusesQuery = (projectId: string) =>
  queryOptions({
    queryKey: keys.statuses(projectId),
    queryFn: async ({ signal }) => {
      const page = await api.get<Page<Status>>(`/api/projects/${projectId}/statuses`, { signal });
      return page.items.toSorted((a, b) => a.position - b.position);
    },
  });

export const labelsQuery = (projectId: string) =>
  queryOptions({
    queryKey: keys.labels(projectId),
    queryFn: async ({ signal }) => {
      const labels = await allPages<Label>(`/api/projects/${projectId}/labels`, signal);
      return labels.toSorted((a, b) => a.name.localeCompare(b.name));
    },
  });

/** A plain download by the browser, with its cookie. */
export const exportUrl = (projectId: string) => `/api/projects/${projectId}/export?format=csv`;

export interface NewProject {
  key: string;
  name: string;
  description?: string;
}

export const createProject = (organizationId: string, project: NewProject, intent: string) =>
  api.post<Project>(`/api/organizations/${organizationId}/projects`, project, { intent });

export const patchProject = (
  id: string,
  patch: { name?: string; description?: string; version: number },
  intent: string,
) => api.patch<Project>(`/api/projects/${id}`, patch, { intent });

export const archiveProject = (id: string, intent: string) => api.delete(`/api/projects/${id}`, { intent });

export const restoreProject = (id: string, intent: string) =>
  api.post<Project>(`/api/projects/${id}/restore`, undefined, { intent });

export type StatusDraft = Pick<Status, 'name' | 'category' | 'color'> & { wip_limit?: number | null };

export const createStatus = (projectId: string, status: StatusDraft, intent: string) =>
  api.post<Status>(`/api/projects/${projectId}/statuses`, status, { intent });

export const patchStatus = (
  id: string,
  patch: Partial<StatusDraft> & { position?: number; version?: number },
  intent: string,
) => api.patch<Status>(`/api/statuses/${id}`, patch, { intent });

export const deleteStatus = (id: string, moveTo: string, intent: string) =>
  api.delete(`/api/statuses/${id}`, { intent, query: { move_to: moveTo } });

export type LabelDraft = Pick<Label, 'name' | 'color'>;

export const createLabel = (projectId: string, label: LabelDraft, intent: string) =>
  api.post<Label>(`/api/projects/${projectId}/labels`, label, { intent });

export const patchLabel = (id: string, patch: Partial<LabelDraft> & { version?: number }, intent: string) =>
  api.patch<Label>(`/api/labels/${id}`, patch, { intent });

export const deleteLabel = (id: string, intent: string) => api.delete(`/api/labels/${id}`, { intent });
