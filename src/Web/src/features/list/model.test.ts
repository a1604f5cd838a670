import { expect, it } from 'vitest';
import { nextSort, readListSearch, sortDirection } from './model';

const one = '0193f5a0-0000-7000-8000-000000000001';
const two = '0193f5a0-0000-7000-8000-000000000002';

it('takes one value of each filter, because the API does', () => {
  expect(readListSearch({ status_id: `${one},${two}`, priority: 'high,low', q: 'crash' })).toEqual({
    status_id: one,
    priority: 'high',
    filter: 'crash',
  });
});

it('leaves the usual order and unknown orders out of the URL', () => {
  expect(readListSearch({ sort: '-updated_at' })).toEqual({});
  expect(readListSearch({ sort: 'title' })).toEqual({});
  expect(readListSearch({ sort: '-priority' })).toEqual({ sort: '-priority' });
});

it('turns the order round on the second press', () => {
  expect(nextSort('-updated_at', 'number')).toBe('number');
  expect(nextSort('number', 'number')).toBe('-number');
  expect(nextSort('-number', 'number')).toBe('number');
  expect(sortDirection('-number', 'number')).toBe('descending');
  expect(sortDirection('number', 'priority')).toBeUndefined();
});
