import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { NetworkError } from '@/shared/api/problem';
import type { Task } from '@/shared/api/types';
import { problem } from '@/shared/sync/testQueue';
import { TaskReader } from './taskReader';

const put = vi.fn<(task: Task) => void>();
const task = (version: number) => ({ id: 'a', version }) as Task;

beforeEach(() => {
  vi.useFakeTimers();
  put.mockClear();
});
afterEach(() => void vi.useRealTimers());

/** A server whose answers the test gives. */
function open() {
  const answers: ((task: Task) => void)[] = [];
  const reader = new TaskReader(() => new Promise((resolve) => answers.push(resolve)), put);
  const answer = async (version: number) => {
    answers.shift()!(task(version));
    await vi.advanceTimersByTimeAsync(1_000);
  };
  return { reader, answers, answer };
}

it('reads a task once, however often it is asked for meanwhile, and then once more', async () => {
  const { reader, answers, answer } = open();
  reader.ask('a');
  reader.ask('a');
  reader.ask('a');
  expect(answers).toHaveLength(1);

  await answer(1);
  expect(put).not.toHaveBeenCalled();
  await answer(2);
  expect(put.mock.calls).toEqual([[task(2)]]);
  expect(reader.isIdle).toBe(true);
});

it('never puts an answer that the log has overtaken', async () => {
  const { reader, answer } = open();
  reader.ask('a');
  reader.saw('a', 6);

  await answer(5);
  expect(put).not.toHaveBeenCalled();
  await answer(6);
  expect(put).toHaveBeenCalledTimes(1);
});

it('puts nothing that was asked for before a snapshot', async () => {
  const { reader, answer } = open();
  reader.ask('a');
  reader.forget();

  await answer(1);
  expect(put).not.toHaveBeenCalled();
});

it('asks again while the server is away, but not for what is out of reach', async () => {
  const read = vi
    .fn<() => Promise<Task>>()
    .mockRejectedValueOnce(new NetworkError('away'))
    .mockRejectedValueOnce(problem(503, 'DATABASE_BUSY'))
    .mockRejectedValueOnce(problem(404, 'NOT_FOUND'));
  const reader = new TaskReader(read, put);
  reader.ask('a');
  await vi.advanceTimersByTimeAsync(60_000);

  expect(read).toHaveBeenCalledTimes(3);
  expect(reader.isIdle).toBe(true);
});
