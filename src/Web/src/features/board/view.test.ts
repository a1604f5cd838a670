import { describe, expect, it } from 'vitest';
import type { BulkEdit } from '@/shared/sync/bulk';
import type { Change, Write, WriteState } from '@/shared/sync/write';
import { putCard } from './model';
import { board, card } from './testData';
import { viewBoard } from './view';

const write = (taskId: string, change: Change, more: Partial<Write> = {}): Write => ({
  intent: `intent-${taskId}`,
  projectId: 'p',
  taskId,
  subject: taskId,
  change,
  base: 1,
  state: 'waiting',
  attempts: 0,
  ...more,
});
const move = (status_id: string, more: object = {}): Change => ({ kind: 'move', move: { status_id, ...more } });
const shown = (model: ReturnType<typeof board>, ...writes: Write[]) =>
  Object.fromEntries(
    viewBoard(model, writes, {}).columns.map((column) => [
      column.status.id,
      column.cards.map((one) => one.id).join(''),
    ]),
  );

describe('pending writes', () => {
  it('show a moved card where the person put it', () => {
    expect(shown(board(), write('a', move('done', { before_task_id: 'd' })))).toMatchObject({ todo: 'bc', done: 'ad' });
    expect(shown(board(), write('a', move('todo', { after_task_id: 'b' })))).toMatchObject({ todo: 'bac' });
    expect(shown(board(), write('a', move('empty')))).toMatchObject({ empty: 'a' });
  });

  it('go on top of what others changed meanwhile', () => {
    const model = putCard(board(), card('b', 'done', 'a9', { version: 2 }));

    expect(shown(model, write('a', move('todo', { after_task_id: 'b' })))).toMatchObject({ todo: 'ca', done: 'db' });
  });

  it('leave the place to the server once it has answered', () => {
    const confirmed = write('a', move('done'), { state: 'confirmed', answered: 2 });
    const answered = putCard(board(), card('a', 'done', 'Zz', { version: 2 }));

    expect(shown(board(), confirmed)).toMatchObject({ done: 'da' });
    expect(shown(answered, confirmed)).toMatchObject({ done: 'ad' });
  });

  it('give a refused move back but keep refused texts', () => {
    const patch: Change = { kind: 'patch', patch: { title: 'mine' } };
    const writes = [
      write('a', move('done'), { state: 'failed' }),
      write('b', patch, { state: 'conflict', intent: 'other' }),
    ];
    const view = viewBoard(board(), writes, {});

    expect(view.columns[0]?.cards.map((one) => one.title)).toEqual(['Title of a', 'mine', 'Title of c']);
    expect([...view.states]).toEqual<[string, WriteState][]>([
      ['a', 'failed'],
      ['b', 'conflict'],
    ]);
  });

  it('show a new task at the end of its column and take an archived one away', () => {
    const create: Change = { kind: 'create', task: { id: 'n', title: 'New', status_id: 'todo' } };
    const view = shown(board(), write('n', create), write('a', { kind: 'archive' }));

    expect(view).toMatchObject({ todo: 'bcn' });
  });

  it('on many cards show on each of them, but for those that were refused', () => {
    const many = (edit: BulkEdit): Change => ({
      kind: 'bulk',
      tasks: ['a', 'b'].map((id) => ({ id, key: id })),
      edit,
    });
    const results = [
      { task_id: 'a', status: 200, version: 2, error: null },
      { task_id: 'b', status: 409, version: null, error: { error_code: 'INVALID_STATE', message: '', details: {} } },
    ];

    expect(shown(board(), write('many', many({ status_id: 'done' })))).toMatchObject({ todo: 'c', done: 'dab' });
    expect(shown(board(), write('many', many({ archived: true })))).toMatchObject({ todo: 'c' });
    expect(shown(board(), write('many', many({ status_id: 'done' }), { state: 'confirmed', results }))).toMatchObject({
      todo: 'bc',
      done: 'da',
    });
  });

  it('of other projects do not count', () => {
    expect(shown(board(), write('a', move('done'), { projectId: 'other' }))).toMatchObject({ todo: 'abc' });
  });
});

describe('filters', () => {
  const model = putCard(
    board(),
    card('a', 'todo', 'a0', { version: 2, title: 'Crash on start', priority: 'high', assignee_ids: ['u'] }),
  );
  const left = (filters: object) => viewBoard(model, [], filters).columns.flatMap((one) => one.cards.map((c) => c.id));

  it('let through what has all words in title or key, and one of each chosen kind', () => {
    expect(left({ q: 'START crash' })).toEqual(['a']);
    expect(left({ q: 'crash b' })).toEqual([]);
    expect(left({ priority: 'high,urgent' })).toEqual(['a']);
    expect(left({ assignee_id: 'u', label_id: 'l' })).toEqual([]);
    expect(left({ status_id: 'done' })).toEqual(['d']);
  });

  it('take the word of the server for the grammar, and show what it does not know yet', () => {
    const create: Change = { kind: 'create', task: { id: 'n', title: 'New', status_id: 'todo' } };
    const ids = viewBoard(model, [write('n', create)], { filter: 'due:none' }, new Set(['b'])).columns.flatMap((one) =>
      one.cards.map(({ id }) => id),
    );
    expect(ids).toEqual(['b', 'n']);
  });

  it('leave the count of the column alone', () => {
    expect(viewBoard(model, [], { q: 'crash' }).columns[0]).toMatchObject({ count: 3 });
  });
});
