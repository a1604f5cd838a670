import { expect, it, vi } from 'vitest';
import { ApiError, isRetryable, NetworkError, parseRetryAfter } from './problem';
import { retryDelay } from './queryClient';

function refusal(status: number, retryable = false, retryAfter?: number) {
  return new ApiError(
    { type: '', title: '', status, error_code: 'X', message: '', details: {}, retryable },
    retryAfter,
  );
}

it('retries only what may have another outcome', () => {
  expect(isRetryable(new NetworkError('gone'))).toBe(true);
  expect(isRetryable(refusal(429))).toBe(true);
  expect(isRetryable(refusal(503))).toBe(true);
  expect(isRetryable(refusal(409, true))).toBe(true);
  expect(isRetryable(refusal(422))).toBe(false);
  expect(isRetryable(refusal(500))).toBe(false);
  expect(isRetryable(new Error('bug'))).toBe(false);
});

it('waits with jitter, never shorter than asked', () => {
  vi.spyOn(Math, 'random').mockReturnValue(1);
  expect(retryDelay(0, new NetworkError('gone'))).toBe(500);
  expect(retryDelay(9, new NetworkError('gone'))).toBe(15_000);
  expect(retryDelay(0, refusal(429, true, 20_000))).toBe(20_000);
});

it('reads both forms of Retry-After', () => {
  expect(parseRetryAfter('1')).toBe(1_000);
  expect(parseRetryAfter('Sat, 31 Jan 2026 10:00:05 GMT', Date.parse('2026-01-31T10:00:00Z'))).toBe(5_000);
  expect(parseRetryAfter('soon')).toBeUndefined();
  expect(parseRetryAfter(null)).toBeUndefined();
});
