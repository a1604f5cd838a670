import { infiniteQueryOptions, queryOptions, skipToken } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import type { Journey } from '@/shared/api/deliveryTypes';
import { keys } from '@/shared/api/keys';
import type { ChannelChoice, Inbox, NotificationPreferences, NotificationReason } from '@/shared/api/notificationTypes';
import { isOnItsWay } from './journey';

const pageSize = 30;
const lookAgain = 3_000;

/** Tasks with something unread; the hub tells the next number, a page without it asks now and then. */
export const unreadQuery = queryOptions({
  queryKey: keys.unread,
  queryFn: async ({ signal, client }) => {
    const inbox = await api.get<Inbox>('/api/notifications', { signal, query: { unread: true, limit: 1 } });
    client.setQueryData(keys.delayedSince, inbox.delayed_since);
    return inbox.unread;
  },
  refetchInterval: 60_000,
});

/** Comes with the number; nobody asks for it alone. */
export const delayQuery = queryOptions<string | null>({ queryKey: keys.delayedSince, queryFn: skipToken });

export const inboxQuery = (onlyUnread: boolean) =>
  infiniteQueryOptions({
    queryKey: keys.inbox(onlyUnread),
    queryFn: ({ pageParam, signal }) =>
      api.get<Inbox>('/api/notifications', {
        signal,
        query: { unread: onlyUnread || null, limit: pageSize, cursor: pageParam },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
  });

/** What came after `up_to` has not been seen and stays unread. */
export type Read = { task_ids: string[]; up_to: string } | { all: true; up_to: string };

export const markRead = (read: Read, intent: string) =>
  api.post<{ unread: number }>('/api/notifications/read', read, { intent });

const preferencesPath = '/api/notifications/preferences';

export const preferencesQuery = queryOptions({
  queryKey: keys.notificationPreferences,
  queryFn: ({ signal }) => api.get<NotificationPreferences>(preferencesPath, { signal }),
});

/** Reasons that are not named keep what they have. */
export const changePreferences = (reasons: Partial<Record<NotificationReason, ChannelChoice>>, intent: string) =>
  api.put<NotificationPreferences>(preferencesPath, { reasons }, { intent });

/** Asked again while something of it is on its way. */
export const journeyQuery = (eventId: string, userId: string | undefined) =>
  queryOptions({
    queryKey: keys.journey(eventId, userId),
    queryFn: ({ signal }) =>
      api.get<Journey>(`/api/events/${encodeURIComponent(eventId)}/journey`, { signal, query: { user_id: userId } }),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.channels.some(isOnItsWay) ? lookAgain : false),
  });
