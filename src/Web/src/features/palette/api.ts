import { queryOptions } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import type { Page, Task } from '@/shared/api/types';

const shown = 10;

export const taskSearchQuery = (organizationId: string, q: string) =>
  queryOptions({
    queryKey: ['organizations', organizationId, 'search', q] as const,
    queryFn: ({ signal }) =>
      api.get<Page<Task>>(`/api/organizations/${organizationId}/tasks`, {
        signal,
        query: { q, limit: shown, sort: '-updated_at' },
      }),
    staleTime: 10_000,
  });
