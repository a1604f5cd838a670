import { describe, expect, it } from 'vitest';
import { appendPage, applyEnvelopes, isOverdue, newerOf, putCard, removeCard } from './model';
import { board, card, envelope, idsOf } from './testData';

describe('putCard', () => {
  it('places a card by rank, compared byte by byte', () => {
    const model = putCard(board(), card('d', 'todo', 'a1V', { version: 2 }));

    expect(idsOf(model, 'todo')).toEqual(['a', 'b', 'd', 'c']);
    expect(idsOf(model, 'done')).toEqual([]);
    expect(model.columns.get('todo')?.count).toBe(4);
    // 'Z' sorts before 'a' in bytes, after it in most languages.
    expect(idsOf(putCard(board(), card('x', 'todo', 'Zz')), 'todo')).toEqual(['x', 'a', 'b', 'c']);
  });

  it('never replaces a newer version by an older one', () => {
    const model = putCard(board(), card('a', 'todo', 'a0', { version: 5, title: 'new' }));

    expect(putCard(model, card('a', 'done', 'a9', { version: 4 }))).toBe(model);
  });

  it('leaves the other columns as they are', () => {
    const before = board();
    const after = putCard(before, card('a', 'todo', 'a5', { version: 2 }));

    expect(after.columns.get('done')).toBe(before.columns.get('done'));
    expect(after.cards.get('b')).toBe(before.cards.get('b'));
  });

  it('counts but does not show a card behind the loaded part of a column', () => {
    const start = board();
    const columns = new Map(start.columns).set('todo', { ...start.columns.get('todo')!, count: 9, nextCursor: 'c' });
    const model = putCard({ ...start, columns }, card('z', 'todo', 'b0'));

    expect(idsOf(model, 'todo')).toEqual(['a', 'b', 'c']);
    expect(model.columns.get('todo')?.count).toBe(10);
  });

  it('takes an archived task out', () => {
    const model = putCard(board(), { ...card('a', 'todo', 'a0', { version: 2 }), archived_at: '2026-01-01' });

    expect(model.cards.has('a')).toBe(false);
    expect(model.columns.get('todo')?.count).toBe(2);
  });
});

it('removes a card once', () => {
  const model = removeCard(board(), 'a');

  expect(idsOf(model, 'todo')).toEqual(['b', 'c']);
  expect(removeCard(model, 'a')).toBe(model);
});

it('appends a page without doubling what the log brought meanwhile', () => {
  const model = appendPage(board(), 'todo', [card('c', 'todo', 'a2'), card('z', 'todo', 'a3')], 'next');

  expect(idsOf(model, 'todo')).toEqual(['a', 'b', 'c', 'z']);
  expect(model.columns.get('todo')?.nextCursor).toBe('next');
});

it('keeps an answer of ours that a snapshot does not contain yet', () => {
  const mine = putCard(board(), card('a', 'done', 'a5', { version: 2 }));

  expect(idsOf(newerOf(mine, board()), 'done')).toEqual(['d', 'a']);
  expect(idsOf(newerOf(mine, board({ epoch: 'restored' })), 'done')).toEqual(['d']);
});

describe('applyEnvelopes', () => {
  it('changes the fields that the log names and moves the card', () => {
    const { model } = applyEnvelopes(board(), [
      envelope(11, 'a', 2, { changes: { title: { from: 'x', to: 'Neu' }, description: { from: '', to: 'long' } } }),
      envelope(12, 'a', 3, { changes: { status_id: { from: 'todo', to: 'done' }, rank: { from: 'a0', to: 'Zz' } } }),
    ]);

    expect(idsOf(model, 'done')).toEqual(['a', 'd']);
    expect(model.cards.get('a')).toMatchObject({ title: 'Neu', version: 3, status_category: 'done' });
    expect(model.cards.get('a')).not.toHaveProperty('description');
    expect(model.seq).toBe(12);
  });

  it('applies each line once, and an own echo not at all', () => {
    const mine = putCard(board(), card('a', 'todo', 'a0', { version: 4, title: 'mine' }));
    const old = envelope(9, 'b', 9, { changes: { title: { from: '', to: 'seen before' } } });
    const echo = envelope(11, 'a', 4, { changes: { title: { from: '', to: 'stale' } } });

    const { model } = applyEnvelopes(mine, [old, echo]);

    expect(model.cards.get('a')?.title).toBe('mine');
    expect(model.cards.get('b')?.title).toBe('Title of b');
    expect(model.seq).toBe(11);
  });

  it('takes a new task from the line that created it, which has the fields and not their names in the log', () => {
    const fields = { title: 'New', description: 'long', status_id: 'empty', priority: 'high', number: 7, rank: 'a0' };
    const created = (seq: number, id: string) =>
      envelope(seq, id, 1, { type: 'task.created', data: { task: { ...fields, label_ids: ['l'] } } });

    const { model, unknown } = applyEnvelopes(board(), [created(11, 'n'), created(12, 'o')]);

    expect(idsOf(model, 'empty')).toEqual(['n', 'o']);
    expect(unknown).toEqual([]);
    expect(model.cards.get('n')).toEqual(
      card('n', 'empty', 'a0', {
        title: 'New',
        priority: 'high',
        number: 7,
        label_ids: ['l'],
        updated_at: '2026-02-01T00:00:00Z',
      }),
    );
  });

  it('asks for a new task in a status that it does not know', () => {
    const task = { title: 'New', status_id: 'unheard of', number: 7, rank: 'a0' };
    const created = envelope(11, 'n', 1, { type: 'task.created', data: { task } });

    expect(applyEnvelopes(board(), [created]).unknown).toEqual(['n']);
  });

  it('removes what was archived and asks for what came back', () => {
    const archived = envelope(11, 'a', 2, { changes: { archived_at: { from: null, to: '2026-02-01' } } });
    const restored = envelope(12, 'r', 2, { changes: { archived_at: { from: '2026-01-01', to: null } } });

    const applied = applyEnvelopes(board(), [archived, restored]);

    expect(applied.model.cards.has('a')).toBe(false);
    expect(applied.unknown).toEqual(['r']);
  });

  it('says when the shape of the board changed', () => {
    const label = envelope(11, 'l', 1, { resource: { type: 'label', id: 'l', key: null, version: 1 } });

    expect(applyEnvelopes(board(), [label])).toMatchObject({ stale: true, unknown: [] });
  });
});

it('calls a task overdue by the calendar of the reader, and only while it is open', () => {
  const now = new Date(2026, 4, 10, 23, 30);

  expect(isOverdue(card('a', 'todo', 'a', { due_date: '2026-05-09' }), now)).toBe(true);
  expect(isOverdue(card('a', 'todo', 'a', { due_date: '2026-05-10' }), now)).toBe(false);
  expect(isOverdue(card('a', 'done', 'a', { due_date: '2026-05-09', status_category: 'done' }), now)).toBe(false);
});
