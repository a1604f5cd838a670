import { useMutation, type UseMutationOptions, type UseMutationResult } from '@tanstack/react-query';
import { useState } from 'react';
import { IntentKeys } from './idempotency';
import { isRetryable } from './problem';

type Options<TData, TVars, TContext> = Omit<UseMutationOptions<TData, Error, TVars, TContext>, 'mutationFn'> & {
  /** `intent` is the Idempotency-Key: the same over automatic retries and over a second press after a lost answer. */
  send: (vars: TVars, intent: string) => Promise<TData>;
  /** What tells two intents apart, where the variables do not survive JSON (files). */
  fingerprint?: (vars: TVars) => unknown;
};

/** A write to the API; the result is pending until the server has answered, never before. */
export function useIntent<TData, TVars = void, TContext = unknown>({
  send,
  fingerprint = (vars) => vars,
  ...options
}: Options<TData, TVars, TContext>): UseMutationResult<TData, Error, TVars, TContext> {
  const [intents] = useState(() => new IntentKeys());

  return useMutation<TData, Error, TVars, TContext>({
    ...options,
    mutationFn: async (vars) => {
      const payload = fingerprint(vars);
      try {
        const data = await send(vars, intents.keyFor(payload));
        intents.settle(payload);
        return data;
      } catch (error) {
        if (!isRetryable(error)) intents.settle(payload);
        throw error;
      }
    },
  });
}
