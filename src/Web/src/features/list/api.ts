import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import { keys } from '@/shared/api/keys';
import type { Page, Task } from '@/shared/api/types';
import { defaultSort, type ListSearch } from './model';

const pageSize = 100;

export const taskListQuery = (projectId: string, search: ListSearch) => {
  const { view: _, sort = defaultSort, ...filters } = search;
  return infiniteQueryOptions({
    queryKey: [...keys.tasks(projectId), { sort, ...filters }] as const,
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<Task>>(`/api/projects/${projectId}/tasks`, {
        signal,
        query: { ...filters, sort, limit: pageSize, cursor: pageParam },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    // While another filter loads, the old rows stay: nothing jumps.
    placeholderData: keepPreviousData,
  });
};
