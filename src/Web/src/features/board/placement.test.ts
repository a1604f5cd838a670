import { describe, expect, it } from 'vitest';
import { dropSlot, isSamePlace, neighbour, nextSlot, toPlacement } from './placement';
import { board } from './testData';
import { viewBoard } from './view';

const { columns } = viewBoard(board(), [], {});
const todo = columns[0]!;

describe('toPlacement', () => {
  it.each([
    ['the top', 'c', 0, { status_id: 'todo', before_task_id: 'a' }],
    ['the middle', 'a', 1, { status_id: 'todo', after_task_id: 'b' }],
    ['the end', 'a', 2, { status_id: 'todo', after_task_id: 'c' }],
  ])('names one neighbour at %s', (_, id, index, expected) =>
    expect(toPlacement(['a', 'b', 'c'], id, { statusId: 'todo', index })).toEqual(expected),
  );

  it('names none in an empty column, the moved card itself not counting', () => {
    expect(toPlacement([], 'a', { statusId: 'empty', index: 0 })).toEqual({ status_id: 'empty' });
    expect(toPlacement(['a'], 'a', { statusId: 'todo', index: 0 })).toEqual({ status_id: 'todo' });
  });
});

describe('arrow keys', () => {
  it('lead to the neighbour, sideways past empty columns and never further than the last card', () => {
    expect(neighbour(columns, 'a', 'down')).toBe('b');
    expect(neighbour(columns, 'a', 'up')).toBeUndefined();
    expect(neighbour(columns, 'c', 'right')).toBe('d');
    expect(neighbour(columns, 'd', 'right')).toBeUndefined();
  });

  it('with Alt and Shift lead one slot on, also into an empty column', () => {
    expect(nextSlot(columns, 'b', 'up')).toEqual({ statusId: 'todo', index: 0 });
    expect(nextSlot(columns, 'b', 'down')).toEqual({ statusId: 'todo', index: 2 });
    expect(nextSlot(columns, 'c', 'down')).toBeUndefined();
    expect(nextSlot(columns, 'd', 'right')).toEqual({ statusId: 'empty', index: 0 });
    expect(nextSlot(columns, 'a', 'left')).toBeUndefined();
  });
});

describe('dropSlot', () => {
  it('counts without the dragged card', () => {
    expect(dropSlot(todo, 'a', 'c', false)).toEqual({ statusId: 'todo', index: 1 });
    expect(dropSlot(todo, 'a', 'c', true)).toEqual({ statusId: 'todo', index: 2 });
    expect(dropSlot(todo, 'd', 'a', false)).toEqual({ statusId: 'todo', index: 0 });
  });

  it('is the end when the drop was on the column', () => {
    expect(dropSlot(todo, 'd', undefined, false)).toEqual({ statusId: 'todo', index: 3 });
  });
});

it('knows a drop on the card’s own place', () => {
  expect(isSamePlace(columns, 'b', { statusId: 'todo', index: 1 })).toBe(true);
  expect(isSamePlace(columns, 'b', { statusId: 'done', index: 1 })).toBe(false);
});
