import { QueryClient } from '@tanstack/react-query';
import { ApiError, isRetryable } from './problem';

const maxRetries = 3;
const maxDelay = 15_000;

function shouldRetry(failures: number, error: unknown) {
  return failures < maxRetries && isRetryable(error);
}

/** Exponential with full jitter, never sooner than the server asked for. */
export function retryDelay(failures: number, error: unknown): number {
  const jittered = Math.random() * Math.min(maxDelay, 500 * 2 ** failures);
  const asked = error instanceof ApiError ? (error.retryAfter ?? 0) : 0;
  return Math.round(Math.max(jittered, asked));
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 30_000, retry: shouldRetry, retryDelay, networkMode: 'offlineFirst' },
      mutations: { retry: shouldRetry, retryDelay, networkMode: 'offlineFirst' },
    },
  });
}
