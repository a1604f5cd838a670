import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { keys } from '@/shared/api/keys';
import type { Inbox, NotificationGroup } from '@/shared/api/notificationTypes';
import type { Read } from './api';

/** The hub's word that the number moved; what the lists show may be older. */
export function inboxMoved(client: QueryClient, unread: number): void {
  client.setQueryData(keys.unread, unread);
  void client.invalidateQueries({ queryKey: keys.everyInbox });
}

/** Shows what the server has confirmed as read; a row stays where it is until the list is read again. */
export function applyRead(client: QueryClient, read: Read, unread: number): void {
  client.setQueryData(keys.unread, unread);
  client.setQueriesData<InfiniteData<Inbox>>({ queryKey: keys.everyInbox }, (data) => {
    if (!data) return data;
    const isMeant = ({ task }: NotificationGroup) => 'all' in read || read.task_ids.includes(task.id);
    const pages = data.pages.map((page) => ({
      ...page,
      items: page.items.map((group) => (isMeant(group) ? readUpTo(group, read.up_to) : group)),
    }));
    return { ...data, pages };
  });
}

function readUpTo(group: NotificationGroup, upTo: string): NotificationGroup {
  const notifications = group.notifications.map((one) =>
    one.at <= upTo && one.read_at === null ? { ...one, read_at: upTo } : one,
  );
  return { ...group, notifications, unread: notifications.filter(({ read_at }) => read_at === null).length };
}
