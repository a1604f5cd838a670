import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Task } from '@/shared/api/types';
import { BoardFold } from './fold';
import { putCard, type BoardModel } from './model';
import { board, card, envelope } from './testData';

const titled = (seq: number, version: number, to: string) =>
  envelope(seq, 'a', version, { changes: { title: { from: '', to } } });

describe('BoardFold', () => {
  let model: BoardModel | undefined;
  const reload = vi.fn<() => Promise<void>>();
  const restart = vi.fn<() => void>();
  const readTask = vi.fn<(id: string) => Promise<Task>>();
  const foldOf = () =>
    new BoardFold({
      get: () => model,
      set: (next) => (model = next),
      reload,
      restart,
      readTask,
      putTask: (task) => (model = model && putCard(model, task)),
    });

  beforeEach(() => {
    vi.useFakeTimers();
    for (const mock of [reload, restart, readTask]) mock.mockReset();
    reload.mockResolvedValue();
    model = board();
  });
  afterEach(() => void vi.useRealTimers());

  it('applies what follows the board', () => {
    const fold = foldOf();
    fold.begin({ epoch: 'e', seq: 10 });
    fold.apply([titled(11, 2, 'one'), titled(12, 3, 'two')]);

    expect(model).toMatchObject({ seq: 12 });
    expect(model?.cards.get('a')?.title).toBe('two');
    expect(fold.isSettled).toBe(true);
  });

  it('leads on a board that comes later and is older than the log is known', () => {
    const read = model;
    model = undefined;
    const fold = foldOf();
    fold.begin({ epoch: 'e', seq: 10 });
    fold.apply([titled(11, 2, 'one')]);
    model = read;
    fold.catchUp();

    expect(model?.cards.get('a')?.title).toBe('one');
    expect(reload).not.toHaveBeenCalled();
  });

  it('reads a board again that is older than what is kept of the log', async () => {
    model = board({ seq: 5 });
    reload.mockImplementation(async () => void (model = board({ seq: 10 })));
    const fold = foldOf();
    fold.begin({ epoch: 'e', seq: 10 });
    fold.apply([titled(11, 2, 'one')]);
    await vi.advanceTimersByTimeAsync(5_000);

    expect(model).toMatchObject({ seq: 11 });
    expect(fold.isSettled).toBe(true);
  });

  it('waits for the later board that the log’s end was already seen in', () => {
    model = board({ seq: 12 });
    const fold = foldOf();
    fold.begin({ epoch: 'e', seq: 10 });
    fold.apply([titled(11, 2, 'seen'), titled(12, 3, 'seen')]);

    expect(model?.cards.get('a')?.title).toBe('Title of a');
  });

  it('keeps trying to read a board whose shape has changed', async () => {
    const label = envelope(11, 'l', 1, { resource: { type: 'label', id: 'l', key: null, version: 1 } });
    reload.mockRejectedValueOnce(new Error('away'));
    const fold = foldOf();
    fold.begin({ epoch: 'e', seq: 10 });
    fold.apply([label]);
    await vi.advanceTimersByTimeAsync(5_000);

    expect(reload).toHaveBeenCalledTimes(2);
    expect(fold.isSettled).toBe(true);
  });

  it('follows the log anew when a board of another epoch comes', () => {
    const fold = foldOf();
    fold.begin({ epoch: 'e', seq: 10 });
    model = board({ epoch: 'restored', seq: 3 });
    fold.catchUp();

    expect(restart).toHaveBeenCalledTimes(1);
    expect(reload).not.toHaveBeenCalled();
  });

  it('does not bring back a card by an answer from before it was archived', async () => {
    let answer!: (task: Task) => void;
    readTask.mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)));
    readTask.mockResolvedValue({ ...card('a', 'todo', 'a0', { version: 3 }), archived_at: '2026-02-01' } as Task);
    const fold = foldOf();
    fold.begin({ epoch: 'e', seq: 10 });
    const comment = { type: 'comment', id: 'c', key: null, version: 1 };
    fold.apply([envelope(11, 'c', 1, { resource: comment, data: { task_id: 'a' } })]);
    fold.apply([envelope(12, 'a', 3, { changes: { archived_at: { from: null, to: '2026-02-01' } } })]);
    answer(card('a', 'todo', 'a0', { version: 2 }) as Task);
    await vi.advanceTimersByTimeAsync(5_000);

    expect(model?.cards.has('a')).toBe(false);
  });
});
