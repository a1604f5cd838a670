import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { NetworkError } from '../api/problem';
import type { TaskPatch } from '../api/types';
import { patch, problem, setUp, title } from './testQueue';
import { questionsOf, type Change } from './write';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('order', () => {
  it('sends the writes of one task one after the other and those of others at once', async () => {
    const { add, attempts } = setUp();
    add('a', title('1'));
    add('a', patch({ priority: 'high' }));
    add('b', title('2'));

    expect(attempts.map(({ write }) => write.taskId)).toEqual(['a', 'b']);
    await attempts[0]!.answer(2);
    expect(attempts[2]?.write.change).toEqual(patch({ priority: 'high' }));
  });

  it('sends moves of a project one after the other: they name each other as neighbours', async () => {
    const { add, attempts } = setUp();
    add('a', { kind: 'move', move: { status_id: 'done' } });
    add('b', { kind: 'move', move: { status_id: 'done', after_task_id: 'a' } });

    expect(attempts).toHaveLength(1);
    await attempts[0]!.answer(2);
    expect(attempts[1]?.write.taskId).toBe('b');
  });

  it('sends only the last of several moves that had to wait', async () => {
    const { add, attempts } = setUp();
    const to = (status_id: string): Change => ({ kind: 'move', move: { status_id } });
    add('a', to('todo'));
    add('a', to('doing'));
    add('a', to('done'));

    await attempts[0]!.answer(2);
    expect(attempts.map(({ write }) => write.change)).toEqual([to('todo'), to('done')]);
  });
});

describe('base version', () => {
  it('follows the own answer when nobody came between', async () => {
    const { add, attempts } = setUp();
    add('a', title('1'), 5);
    add('a', patch({ priority: 'high' }), 5);

    await attempts[0]!.answer(6);
    expect(attempts[1]?.write.base).toBe(6);
  });

  it('stays when others changed the task meanwhile, so that their change is not overwritten unseen', async () => {
    const { add, attempts } = setUp();
    add('a', title('1'), 5);
    add('a', patch({ priority: 'high' }), 5);

    await attempts[0]!.answer(7);
    expect(attempts[1]?.write.base).toBe(5);
  });

  it('follows the own answer for the field that it wrote', async () => {
    const { add, attempts } = setUp();
    add('a', title('1'), 5);
    add('a', title('2'), 5);

    await attempts[0]!.answer(7);
    expect(attempts[1]?.write.base).toBe(7);
  });
});

describe('retries', () => {
  it.each([
    ['no answer', new NetworkError(undefined)],
    ['an overloaded server', problem(503, 'OVERLOADED')],
    ['a limit', problem(429, 'RATE_LIMITED')],
    ['a first attempt still running', problem(409, 'IDEMPOTENCY_IN_PROGRESS')],
  ])('carry the same key and the same version after %s', async (_, error) => {
    const { add, attempts, states } = setUp();
    add('a', title('1'), 5);

    await attempts[0]!.refuse(error);
    expect(states()).toEqual(['waiting']);
    await vi.advanceTimersByTimeAsync(20_000);

    expect(attempts).toHaveLength(2);
    expect(attempts[1]!.write).toMatchObject({ intent: attempts[0]!.write.intent, base: 5, state: 'sending' });
  });

  it('go on for as long as the server cannot be reached, and at once when it can', async () => {
    const { queue, add, attempts } = setUp();
    add('a', title('1'));
    for (let n = 0; n < 20; n++) {
      await attempts[n]!.refuse(new NetworkError(undefined));
      queue.wake();
    }
    expect(attempts).toHaveLength(21);
  });

  it('end when the server keeps failing, and start again by hand under the same key', async () => {
    const { queue, add, attempts, states } = setUp();
    add('a', title('1'));
    for (let n = 0; n < 6; n++) {
      await attempts[n]!.refuse(problem(500, 'INTERNAL_ERROR'));
      await vi.advanceTimersByTimeAsync(20_000);
    }
    expect(states()).toEqual(['failed']);

    queue.retry(queue.snapshot()[0]!.intent);
    expect(attempts.at(-1)?.write).toMatchObject({ intent: attempts[0]!.write.intent, state: 'sending' });
  });
});

describe('refusals', () => {
  it('keep what was written and tell', async () => {
    const { add, attempts, events, queue } = setUp();
    add('a', title('mine'));

    await attempts[0]!.refuse(problem(422, 'VALIDATION_FAILED'));

    expect(queue.snapshot()).toMatchObject([{ state: 'failed', change: title('mine') }]);
    expect(events.map((event) => event.type)).toEqual(['failed']);
  });

  it('give way to what the person writes next into the same field', async () => {
    const { add, attempts, queue } = setUp();
    add('a', patch({ title: 'mine', estimate: 3 }));
    await attempts[0]!.refuse(problem(422, 'VALIDATION_FAILED'));

    add('a', title('better'));

    expect(queue.snapshot().map((write) => write.change)).toEqual([patch({ estimate: 3 }), title('better')]);
  });
});

describe('conflicts', () => {
  const conflict = (...fields: string[]) =>
    problem(409, 'VERSION_CONFLICT', { current_version: 8, conflicting_fields: fields, fields: {}, current: {} });

  it('wait for a decision, which is written on the version that was shown, as a new intent', async () => {
    const { add, attempts, queue, states } = setUp();
    add('a', title('mine'), 5);
    await attempts[0]!.refuse(conflict('title'));
    expect(states()).toEqual(['conflict']);

    queue.resolve(attempts[0]!.write.intent, { title: 'both' });

    expect(attempts[1]?.write).toMatchObject({ base: 8, change: title('both'), attempts: 1 });
    expect(attempts[1]?.write.conflict).toBeUndefined();
    expect(attempts[1]?.write.intent).not.toBe(attempts[0]!.write.intent);
  });

  it('ask again when somebody changed the field after it was shown', async () => {
    const { add, attempts, queue, events, states } = setUp();
    add('a', title('mine'), 5);
    await attempts[0]!.refuse(conflict('title'));
    queue.resolve(attempts[0]!.write.intent, { title: 'both' });

    await attempts[1]!.refuse(conflict('title'));

    expect(states()).toEqual(['conflict']);
    expect(events.map((event) => event.type)).toEqual(['conflict', 'conflict']);
    expect(queue.snapshot()[0]?.change).toEqual(title('both'));
  });

  it('leave out what stays as the others set it and send what nobody disputes', async () => {
    const { add, attempts, queue } = setUp();
    add('a', patch({ title: 'mine', estimate: 3 }), 5);
    await attempts[0]!.refuse(conflict('title'));

    queue.resolve(attempts[0]!.write.intent, {});

    expect(attempts[1]?.write).toMatchObject({ base: 8, change: patch({ estimate: 3 }) });
  });

  it('send nothing when nothing is left', async () => {
    const { add, attempts, queue } = setUp();
    add('a', title('mine'), 5);
    await attempts[0]!.refuse(conflict('title'));

    queue.resolve(attempts[0]!.write.intent, {});

    expect(queue.snapshot()).toEqual([]);
    expect(attempts).toHaveLength(1);
  });

  it('of a move are settled by the same move, by another status or by none', async () => {
    const decide = async (values: TaskPatch) => {
      const { add, attempts, queue } = setUp();
      add('a', { kind: 'move', move: { status_id: 'done', after_task_id: 'b' } }, 5);
      await attempts[0]!.refuse(conflict('status_id'));
      queue.resolve(attempts[0]!.write.intent, values);
      return attempts[1]?.write.change;
    };

    expect(await decide({ status_id: 'done' })).toEqual({
      kind: 'move',
      move: { status_id: 'done', after_task_id: 'b' },
    });
    expect(await decide({ status_id: 'todo' })).toEqual(patch({ status_id: 'todo' }));
    expect(await decide({})).toBeUndefined();
  });

  it('ask nothing about a field that was written anew since', async () => {
    const { add, attempts, queue } = setUp();
    add('a', patch({ title: 'mine', estimate: 3 }), 5);
    await attempts[0]!.refuse(conflict('title', 'estimate'));

    add('a', title('better'), 8);

    expect(questionsOf(queue.snapshot()[0]!)).toEqual(['estimate']);
  });

  it('that name no field are refusals: there is nothing to compare', async () => {
    const { add, attempts, states } = setUp();
    add('a', title('mine'), 5);
    await attempts[0]!.refuse(problem(409, 'VERSION_CONFLICT', { reason: 'base_from_future' }));
    expect(states()).toEqual(['failed']);
  });
});

it('shows a confirmed write for a moment and never before the answer', async () => {
  const { queue, add, attempts, states, events } = setUp();
  add('a', title('1'));
  expect(states()).toEqual(['sending']);
  expect(queue.open).toBe(1);

  await attempts[0]!.answer(2);
  expect(states()).toEqual(['confirmed']);
  expect(queue.open).toBe(0);
  expect(events).toMatchObject([{ type: 'confirmed', write: { answered: 2 } }]);

  await vi.advanceTimersByTimeAsync(3_000);
  expect(states()).toEqual([]);
});
