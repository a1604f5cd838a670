import { QueryClient } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import type { Comment } from '@/shared/api/commentTypes';
import { keys } from '@/shared/api/keys';
import type { Envelope } from '@/shared/api/types';
import { applyComment, commentedTasks } from './cache';

const comment = (id: string, version: number, body = id) => ({ id, task_id: 't', version, body }) as Comment;

function listOf(...pages: Comment[][]) {
  const client = new QueryClient();
  client.setQueryData(keys.comments('t'), {
    pages: pages.map((items) => ({ items, next_cursor: null })),
    pageParams: pages.map(() => null),
  });
  const shown = () =>
    client
      .getQueryData<{ pages: { items: Comment[] }[] }>(keys.comments('t'))
      ?.pages.map(({ items }) => items.map(({ body }) => body));
  return { client, shown };
}

it('puts a new comment at the end and an edit in its place', () => {
  const { client, shown } = listOf([comment('a', 1)], [comment('b', 1)]);

  applyComment(client, comment('c', 1));
  applyComment(client, comment('a', 2, 'a, edited'));
  expect(shown()).toEqual([['a, edited'], ['b', 'c']]);
});

it('never goes back to an older version, and needs no list', () => {
  const { client, shown } = listOf([comment('a', 3, 'newest')]);

  applyComment(client, comment('a', 2, 'late answer'));
  expect(shown()).toEqual([['newest']]);
  expect(() => applyComment(new QueryClient(), comment('a', 1))).not.toThrow();
});

it('finds the tasks of which a log says that somebody commented', () => {
  const envelope = (type: string, data: object | null) => ({ resource: { type }, data }) as unknown as Envelope;

  expect(
    commentedTasks([
      envelope('comment', { task_id: 't' }),
      envelope('task', { task_id: 'x' }),
      envelope('comment', { task_id: 't' }),
      envelope('comment', null),
    ]),
  ).toEqual(['t']);
});
