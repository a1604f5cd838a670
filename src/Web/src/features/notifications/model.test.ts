import { describe, expect, it } from 'vitest';
import type { Inbox, NotificationGroup } from '@/shared/api/notificationTypes';
import { deedOf, groupsOf, newestOf, stepFrom } from './model';

const group = (id: string, at: string) => ({ task: { id }, at }) as NotificationGroup;
const page = (...items: NotificationGroup[]): Inbox => ({ items, next_cursor: null, unread: 0, delayed_since: null });

describe('groupsOf', () => {
  it('shows a task once, by the newest of it, where a page edge has moved', () => {
    const pages = [page(group('a', '2026-01-03T')), page(group('b', '2026-01-02T'), group('a', '2026-01-01T'))];

    expect(groupsOf(pages).map(({ task, at }) => [task.id, at])).toEqual([
      ['a', '2026-01-03T'],
      ['b', '2026-01-02T'],
    ]);
  });
});

describe('newestOf', () => {
  it('mixes the lines of all tasks by their time', () => {
    const line = (at: string) => ({ id: at, at });
    const of = (id: string, ...at: string[]) => ({ task: { id }, notifications: at.map(line) }) as NotificationGroup;
    const groups = [of('a', '2026-01-03T', '2026-01-01T'), of('b', '2026-01-02T')];

    expect(newestOf(groups, 2).map(({ task, notification }) => [task.id, notification.at])).toEqual([
      ['a', '2026-01-03T'],
      ['b', '2026-01-02T'],
    ]);
  });
});

describe('deedOf', () => {
  it('names the fields a person knows, and calls a change of the place alone a move', () => {
    const change = { from: null, to: 1 };
    expect(deedOf({ type: 'task.updated', changes: { rank: change, status_id: change } })).toEqual({
      id: 'inbox.did.changed',
      fields: ['status_id'],
    });
    expect(deedOf({ type: 'task.moved', changes: { rank: change } }).id).toBe('inbox.did.moved');
    expect(deedOf({ type: 'comment.created', changes: { body: change } })).toEqual({
      id: 'inbox.did.commented',
      fields: [],
    });
  });
});

describe('stepFrom', () => {
  it('begins at the first row and stays within the ends', () => {
    expect([stepFrom(-1, 1, 3), stepFrom(-1, -1, 3), stepFrom(0, -1, 3), stepFrom(2, 1, 3), stepFrom(1, 1, 3)]).toEqual(
      [0, 0, 0, 2, 2],
    );
  });
});
