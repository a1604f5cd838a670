import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { partOf, refusedOf } from './bulk';
import { patch, setUp, title } from './testQueue';
import type { Change, Write } from './write';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const bulk = (edit: object, ...ids: string[]): Change => ({
  kind: 'bulk',
  tasks: ids.map((id) => ({ id, key: id.toUpperCase() })),
  edit,
});
const archived = { error_code: 'INVALID_STATE', message: 'archived', details: {} };

it('waits for what is on its way for one of its tasks, and holds back what comes after for another', async () => {
  const { add, attempts } = setUp();
  add('a', title('1'));
  add('many', bulk({ priority: 'high' }, 'a', 'b'));
  add('b', title('2'));
  add('c', title('3'));
  expect(attempts.map(({ write }) => write.taskId)).toEqual(['a', 'c']);

  await attempts[0]!.answer(2);
  expect(attempts[2]?.write.taskId).toBe('many');
  await attempts[2]!.answerMany(
    { task_id: 'a', status: 200, version: 3, error: null },
    { task_id: 'b', status: 409, version: null, error: archived },
  );
  expect(attempts[3]?.write.taskId).toBe('b');
});

it('does not join changes around it: the order of what a person did is kept', () => {
  const { queue, add } = setUp();
  add('a', title('first'));
  add('a', patch({ priority: 'low' }));
  add('many', bulk({ priority: 'high' }, 'a'));
  add('a', patch({ priority: 'urgent' }));

  expect(queue.snapshot().map((write) => write.change.kind)).toEqual(['patch', 'patch', 'bulk', 'patch']);
});

it('moves the base of what touches the same field, and nothing else: it was made against the latest', async () => {
  const { queue, add, attempts } = setUp();
  add('many', bulk({ priority: 'high' }, 'a', 'b'));
  add('a', patch({ priority: 'urgent' }));
  add('b', title('mine'));
  await attempts[0]!.answerMany(
    { task_id: 'a', status: 200, version: 7, error: null },
    { task_id: 'b', status: 200, version: 9, error: null },
  );

  expect(queue.snapshot().map((write) => write.base)).toEqual([1, 7, 1]);
});

it('keeps what became of each task', async () => {
  const { add, attempts, events } = setUp();
  add('many', bulk({ priority: 'high' }, 'a', 'b'));
  await attempts[0]!.answerMany(
    { task_id: 'a', status: 200, version: 2, error: null },
    { task_id: 'b', status: 409, version: null, error: archived },
  );

  const { write } = events[0] as { write: Write };
  expect(refusedOf(write)).toEqual([{ id: 'b', key: 'B', reason: archived }]);
  expect(partOf(write, 'a')?.answered).toBe(2);
  expect(partOf(write, 'b')).toBeUndefined();
});
