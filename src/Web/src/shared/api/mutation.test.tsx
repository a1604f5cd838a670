import { QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, it } from 'vitest';
import { useIntent } from './mutation';
import { ApiError, NetworkError } from './problem';
import { createQueryClient } from './queryClient';

const refused = new ApiError({
  type: '/problems/validation-failed',
  title: 'Validation failed',
  status: 422,
  error_code: 'VALIDATION_FAILED',
  message: 'No.',
  details: {},
  retryable: false,
});

function renderIntent(outcomes: (Error | null)[]) {
  const keys: string[] = [];
  const client = createQueryClient();
  const { result } = renderHook(
    () =>
      useIntent({
        retry: false,
        send: (_: { title: string }, intent) => {
          keys.push(intent);
          const outcome = outcomes[keys.length - 1] ?? null;
          return outcome ? Promise.reject(outcome) : Promise.resolve('done');
        },
      }),
    {
      wrapper: ({ children }: { children: ReactNode }) => (
        <QueryClientProvider client={client}>{children}</QueryClientProvider>
      ),
    },
  );
  const press = (title: string) => act(() => result.current.mutateAsync({ title }).catch(() => undefined));
  return { keys, press };
}

it('reuses the key when the same thing is sent again after a lost answer', async () => {
  const { keys, press } = renderIntent([new NetworkError('gone'), null]);

  await press('Plan');
  await press('Plan');

  expect(keys[1]).toBe(keys[0]);
});

it('takes a new key for another payload and after an answer', async () => {
  const { keys, press } = renderIntent([new NetworkError('gone'), null, null, refused, null]);

  await press('Plan');
  await press('Outline');
  await press('Outline');
  await press('Draft');
  await press('Draft');

  expect(new Set(keys).size).toBe(5);
});
