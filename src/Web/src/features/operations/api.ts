import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import type { Job, JobRun } from '@/shared/api/jobTypes';
import { keys } from '@/shared/api/keys';
import type { Overview } from '@/shared/api/overviewTypes';
import type { Page } from '@/shared/api/types';

const path = '/api/ops/jobs';
const pageSize = 25;
const lookAgain = 5_000;

export const jobsQuery = queryOptions({
  queryKey: keys.jobs,
  queryFn: async ({ signal }) => (await api.get<Page<Job>>(path, { signal })).items,
  refetchInterval: lookAgain,
});

export const jobRunsQuery = (job: string) =>
  infiniteQueryOptions({
    queryKey: keys.jobRuns(job),
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<JobRun>>(`${path}/${encodeURIComponent(job)}/runs`, {
        signal,
        query: { limit: pageSize, cursor: pageParam },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
    refetchInterval: lookAgain,
  });

export type JobAction = 'trigger' | 'pause' | 'resume';

export const askJob = (job: string, action: JobAction, intent: string) =>
  api.post<Job>(`${path}/${encodeURIComponent(job)}/${action}`, undefined, { intent });

export const overviewQuery = queryOptions({
  queryKey: keys.overview,
  queryFn: ({ signal }) => api.get<Overview>('/api/ops/overview', { signal }),
  refetchInterval: lookAgain,
});

export const retryDeadEvents = (intent: string) =>
  api.post<{ retried: number; more: boolean }>('/api/ops/outbox/retry', undefined, { intent });
