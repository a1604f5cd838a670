import { expect, it } from 'vitest';
import type { Envelope } from '@/shared/api/types';
import { fieldsOf, isUndoable, kindOf, revisionsOf, setChange } from './model';

const revision = (type: string, changes: Envelope['changes'], version = 2) =>
  ({ type, changes, resource: { version } }) as unknown as Envelope;
const change = { from: 'a', to: 'b' };

it('says what a revision was, and offers a way back only where it has one', () => {
  const kinds = [
    revision('task.created', {}),
    revision('task.updated', { title: change }),
    revision('task.moved', { rank: change }),
    revision('task.moved', { rank: change, status_id: change }),
    revision('task.archived', { archived_at: change }),
  ];

  expect(kinds.map(kindOf)).toEqual(['created', 'updated', 'moved', 'updated', 'archived']);
  expect(kinds.map(isUndoable)).toEqual([false, true, true, true, false]);
});

it('tells the long text last and leaves out what nobody chose', () => {
  expect(fieldsOf({ description: change, rank: change, status_category: change, title: change })).toEqual([
    'title',
    'description',
  ]);
});

it('tells what came into a list and what left it', () => {
  expect(setChange(['a', 'b'], ['b', 'c'])).toEqual({ added: ['c'], removed: ['a'] });
  expect(setChange('a', 'b')).toBeUndefined();
});

it('shows every revision once, newest first', () => {
  const pages = [[4, 3], [3, 2], [1]].map((versions) => ({
    items: versions.map((v) => revision('task.updated', {}, v)),
  }));
  expect(revisionsOf(pages).map(({ resource }) => resource.version)).toEqual([4, 3, 2, 1]);
});
