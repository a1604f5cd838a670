import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { coalesce } from './coalesce';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('runs at once, then once per interval, and always after the last asking', async () => {
  const run = vi.fn<() => Promise<void>>(async () => {});
  const { ask } = coalesce(run, 1_000);
  ask();
  ask();
  expect(run).toHaveBeenCalledTimes(1);

  ask();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(run).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(run).toHaveBeenCalledTimes(2);
});

it('waits for a run that takes longer, and survives one that fails', async () => {
  let fail!: (error: Error) => void;
  const run = vi.fn<() => Promise<void>>(() => new Promise((_, reject) => (fail = reject)));
  const { ask } = coalesce(run, 1_000);
  ask();
  ask();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(run).toHaveBeenCalledTimes(1);

  fail(new Error('away'));
  await vi.advanceTimersByTimeAsync(0);
  expect(run).toHaveBeenCalledTimes(2);
});

it('stops', async () => {
  const run = vi.fn<() => Promise<void>>(async () => {});
  const { ask, stop } = coalesce(run, 1_000);
  ask();
  ask();
  stop();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(run).toHaveBeenCalledTimes(1);
});
