import { expect, it } from 'vitest';
import { extend, nothing, selectAll, selectedOf, toggle } from './selection';

const rows = ['a', 'b', 'c', 'd', 'e'];

it('marks and unmarks single rows', () => {
  const two = toggle(toggle(nothing, rows, 'b'), rows, 'd');
  expect(selectedOf(two, rows)).toEqual(['b', 'd']);
  expect(selectedOf(toggle(two, rows, 'b'), rows)).toEqual(['d']);
});

it('draws a range from the marked row and back again, beside what was marked before', () => {
  const start = toggle(toggle(nothing, rows, 'a'), rows, 'c');
  const grown = extend(start, rows, 'c', 'e');
  expect(selectedOf(grown, rows)).toEqual(['a', 'c', 'd', 'e']);
  expect(selectedOf(extend(grown, rows, 'e', 'd'), rows)).toEqual(['a', 'c', 'd']);
  expect(selectedOf(extend(grown, rows, 'e', 'b'), rows)).toEqual(['a', 'b', 'c']);
});

it('begins a range at the row that has the focus when nothing was marked', () => {
  expect(selectedOf(extend(nothing, rows, 'b', 'c'), rows)).toEqual(['b', 'c']);
});

it('forgets rows that are not shown', () => {
  const all = selectAll(rows);
  expect(selectedOf(all, ['c', 'x'])).toEqual(['c']);
  expect(selectedOf(extend(toggle(nothing, rows, 'a'), rows, 'a', 'c'), ['b', 'c'])).toEqual([]);
});

it('leaves a row out of a range when it is unmarked', () => {
  const range = extend(nothing, rows, 'a', 'c');
  expect(selectedOf(toggle(range, rows, 'b'), rows)).toEqual(['a', 'c']);
});
