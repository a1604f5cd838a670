import { queryOptions } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import { keys } from '@/shared/api/keys';
import type { Page, Task } from '@/shared/api/types';

const shown = 10;

export const taskSearchQuery = (projectId: string, q: string) =>
  queryOptions({
    queryKey: keys.taskSearch(projectId, q),
    queryFn: ({ signal }) =>
      api.get<Page<Task>>(`/api/projects/${projectId}/tasks`, {
        signal,
        query: { q, limit: shown, sort: '-updated_at' },
      }),
    staleTime: 10_000,
  });
