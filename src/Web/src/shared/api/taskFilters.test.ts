import { expect, it } from 'vitest';
import { readTaskFilters } from './taskFilters';

const id = '0193f5a0-0000-7000-8000-000000000001';

it('keeps what the API understands', () => {
  const search = { q: 'crash', status_id: `${id},${id}`, priority: 'high,urgent' };

  expect(readTaskFilters(search)).toEqual(search);
});

it('drops what a hand-edited URL may hold instead of sending it', () => {
  expect(
    readTaskFilters({ q: '  ', status_id: 'todo', label_id: `${id},x`, priority: 'huge', assignee_id: 7 }),
  ).toEqual({});
  expect(readTaskFilters({ priority: 'huge,low' })).toEqual({ priority: 'low' });
});
