import { QueryClient } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import { keys } from '@/shared/api/keys';
import type { Inbox } from '@/shared/api/notificationTypes';
import { applyRead, inboxMoved } from './cache';

const told = (id: string, at: string) => ({ id, at, read_at: null });

function clientWithInbox() {
  const client = new QueryClient();
  const items = ['a', 'b'].map((id) => ({
    task: { id },
    unread: 2,
    at: '2026-01-02T',
    notifications: [told(`${id}2`, '2026-01-02T'), told(`${id}1`, '2026-01-01T')],
  }));
  client.setQueryData(keys.inbox(false), { pages: [{ items, next_cursor: null, unread: 2 }], pageParams: [null] });
  const unread = () =>
    client.getQueryData<{ pages: Inbox[] }>(keys.inbox(false))?.pages[0]?.items.map((group) => group.unread);
  return { client, unread };
}

it('shows as read what the server took, and nothing newer or of another task', () => {
  const { client, unread } = clientWithInbox();

  applyRead(client, { task_ids: ['a'], up_to: '2026-01-01T' }, 2);
  expect(unread()).toEqual([1, 2]);

  applyRead(client, { all: true, up_to: '2026-01-02T' }, 0);
  expect(unread()).toEqual([0, 0]);
  expect(client.getQueryData(keys.unread)).toBe(0);
});

it('takes the number of the hub and has the lists read again', () => {
  const { client } = clientWithInbox();

  inboxMoved(client, 3);

  expect(client.getQueryData(keys.unread)).toBe(3);
  expect(client.getQueryState(keys.inbox(false))?.isInvalidated).toBe(true);
});
