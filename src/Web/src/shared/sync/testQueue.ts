import { vi } from 'vitest';
import { ApiError } from '../api/problem';
import type { BulkAnswer, BulkItem } from '../api/planning';
import type { TaskAnswer } from '../api/types';
import type { Change, Write } from './write';
import { WriteQueue, type Settled } from './writeQueue';

interface Attempt {
  write: Write;
  answer: (version: number) => Promise<void>;
  answerMany: (...items: BulkItem[]) => Promise<void>;
  refuse: (error: unknown) => Promise<void>;
}

export const problem = (status: number, error_code: string, details: Record<string, unknown> = {}) =>
  new ApiError({ type: '', title: '', status, error_code, message: error_code, details, retryable: status >= 500 });
export const patch = (fields: object): Change => ({ kind: 'patch', patch: fields });
export const title = (text: string) => patch({ title: text });

export function setUp() {
  const attempts: Attempt[] = [];
  const events: Settled[] = [];
  const queue = new WriteQueue((write) => {
    let resolve!: (answer: TaskAnswer | BulkAnswer) => void;
    let reject!: (error: unknown) => void;
    const promise = new Promise<TaskAnswer | BulkAnswer>((onAnswer, onRefusal) => {
      resolve = onAnswer;
      reject = onRefusal;
    });
    const settled = async (act: () => void) => {
      act();
      await vi.advanceTimersByTimeAsync(0);
    };
    attempts.push({
      write,
      answer: (version) => settled(() => resolve({ id: write.taskId, version } as TaskAnswer)),
      answerMany: (...items) => settled(() => resolve({ items })),
      refuse: (error) => settled(() => reject(error)),
    });
    return promise;
  });
  queue.onSettled((event) => events.push(event));
  const add = (taskId: string, change: Change, base = 1) =>
    queue.add({ projectId: 'p', taskId, subject: taskId, change, base });
  const states = () => queue.snapshot().map((write) => write.state);
  return { queue, attempts, events, add, states };
}
