import { expect, it } from 'vitest';
import type { Envelope } from '@/shared/api/types';
import { fieldsOf, isUndoable, kindOf, revisionsOf, setChange } from './model';

const revision = (type: string, changes: Envelope['changes'], version = 2, seq = version) =>
  ({ type, changes, seq, id: `e${seq}`, resource: { version } }) as unknown as Envelope;
const change = { from: 'a', to: 'b' };

it('says what a revision was, and offers a way back only where it has one', () => {
  const kinds = [
    revision('task.created', {}),
    revision('task.updated', { title: change }),
    revision('task.moved', { rank: change }),
    revision('task.moved', { rank: change, status_id: change }),
    revision('task.archived', { archived_at: change }),
    revision('task.linked', {}),
    revision('task.unlinked', {}),
    revision('task.due', {}),
  ];

  expect(kinds.map(kindOf)).toEqual([
    'created',
    'updated',
    'moved',
    'updated',
    'archived',
    'linked',
    'unlinked',
    'due',
  ]);
  expect(kinds.map(isUndoable)).toEqual([false, true, true, true, false, false, false, false]);
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

it('shows the links beside the revision whose version they carry, also across the edge of a page', () => {
  const moved = revision('task.moved', { rank: change }, 2, 11);
  const linked = revision('task.linked', {}, 2, 12);
  const unlinked = revision('task.unlinked', {}, 2, 14);
  const pages = [{ items: [unlinked, linked] }, { items: [linked, moved] }];

  const revisions = revisionsOf(pages);

  expect(revisions).toEqual([unlinked, linked, moved]);
  expect(revisions.filter(isUndoable)).toEqual([moved]);
});
