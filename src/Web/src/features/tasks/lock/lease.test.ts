import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ApiError, NetworkError } from '@/shared/api/problem';
import type { TaskLock } from '@/shared/api/types';
import { startLease, type LeaseSide } from './lease';

const mine: TaskLock = { user_id: 'me', expires_at: '2026-01-31T10:05:00Z' };
const theirs: TaskLock = { user_id: 'bob', expires_at: '2026-01-31T10:04:00Z' };
const refusal = (status: number, error_code: string, details = {}) =>
  new ApiError({ type: '', title: '', status, error_code, message: '', details, retryable: false });
const locked = refusal(423, 'TASK_LOCKED', { locked_by: theirs.user_id, expires_at: theirs.expires_at });

const side = {
  take: vi.fn<LeaseSide['take']>(),
  release: vi.fn<LeaseSide['release']>(),
  onHolder: vi.fn<LeaseSide['onHolder']>(),
};
const start = () => {
  const lease = startLease(side);
  lease.attend(true);
  return lease;
};
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
  side.take.mockReset().mockResolvedValue(mine);
  side.release.mockReset().mockResolvedValue(undefined);
  side.onHolder.mockReset();
});
afterEach(() => void vi.useRealTimers());

it('asks for nothing while somebody passes through the field', async () => {
  const { end } = start();
  await pass(100);
  end();
  await pass(1_000);

  expect(side.take).not.toHaveBeenCalled();
  expect(side.release).not.toHaveBeenCalled();
});

it('is renewed before it runs out and given back once', async () => {
  const { end } = start();
  await pass(300);
  expect(side.onHolder).toHaveBeenLastCalledWith(mine);
  await pass(4 * 60_000);
  expect(side.take).toHaveBeenCalledTimes(3);

  end();
  end();
  await pass(10 * 60_000);
  expect(side.release).toHaveBeenCalledTimes(1);
  expect(side.onHolder).toHaveBeenLastCalledWith(null);
  expect(side.take).toHaveBeenCalledTimes(3);
});

it('that is ended before the answer came is given back when it comes', async () => {
  let answer!: (lock: TaskLock) => void;
  side.take.mockReturnValue(new Promise<TaskLock>((resolve) => (answer = resolve)));
  const { end } = start();
  await pass(300);
  end();
  expect(side.release).not.toHaveBeenCalled();

  answer(mine);
  await pass(0);
  expect(side.release).toHaveBeenCalledTimes(1);
});

it('of somebody else is told, tried again and never given back', async () => {
  side.take.mockRejectedValueOnce(locked);
  const { end } = start();
  await pass(300);
  expect(side.onHolder).toHaveBeenLastCalledWith(theirs);

  await pass(15_000);
  expect(side.onHolder).toHaveBeenLastCalledWith(mine);
  side.take.mockRejectedValueOnce(locked);
  await pass(120_000);
  expect(side.onHolder).toHaveBeenLastCalledWith(theirs);

  end();
  expect(side.release).not.toHaveBeenCalled();
});

it('is tried again when no answer came, and not where it makes no sense', async () => {
  side.take.mockRejectedValueOnce(new NetworkError(new Error('gone')));
  start();
  await pass(300);
  expect(side.onHolder).not.toHaveBeenCalled();
  side.take.mockRejectedValue(refusal(409, 'INVALID_STATE'));
  await pass(60_000);

  expect(side.take).toHaveBeenCalledTimes(2);
});

it('is given back by a page that closes and not renewed by one that nobody sees', async () => {
  start();
  await pass(300);
  const hidden = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
  await pass(10 * 60_000);
  expect(side.take).toHaveBeenCalledTimes(1);
  hidden.mockRestore();

  window.dispatchEvent(new Event('pagehide'));
  expect(side.release).toHaveBeenCalledTimes(1);
});

it('is not taken for a text that is on its way already, and kept until it has arrived', async () => {
  const quick = start();
  await pass(100);
  quick.attend(false);
  await pass(60_000);
  expect(side.take).not.toHaveBeenCalled();

  quick.attend(true);
  await pass(300);
  quick.attend(false);
  await pass(60_000);
  expect(side.take).toHaveBeenCalledTimes(1);
  expect(side.release).not.toHaveBeenCalled();
  quick.end();
  expect(side.release).toHaveBeenCalledTimes(1);
});
