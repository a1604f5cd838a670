import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
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
      const page = await api.get<Page<Status>>(`/api/projects/${projectId}/statuses`, {
        signal,
        query: { limit: pageSize },
      });
      return page.items.toSorted((a, b) => a.position - b.position);
    },
  });

export const labelsQuery = (projectId: string) =>
  queryOptions({
    queryKey: keys.labels(projectId),
    queryFn: async ({ signal }) => {
      const page = await api.get<Page<Label>>(`/api/projects/${projectId}/labels`, {
        signal,
        query: { limit: pageSize },
      });
      return page.items.toSorted((a, b) => a.name.localeCompare(b.name));
    },
  });

/** A plain download by the browser, with its cookie. */
export const exportUrl = (projectId: string) => `/api/projects/${projectId}/export?format=csv`;
