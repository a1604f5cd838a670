import type { Envelope } from './types';

export const notificationReasons = ['assigned', 'mentioned', 'watching', 'due'] as const;
export type NotificationReason = (typeof notificationReasons)[number];

/** The channels a person chooses for themselves. */
export const personalChannels = ['inbox', 'email'] as const;
export type ChannelChoice = Record<(typeof personalChannels)[number], boolean>;

export interface NotificationPreferences {
  reasons: Record<NotificationReason, ChannelChoice>;
}

export interface Notification {
  id: string;
  /** Of the envelope it tells of; names the journey. */
  event_id: string;
  type: string;
  reason: NotificationReason;
  actor: Envelope['actor'];
  changes: Envelope['changes'];
  at: string;
  read_at: string | null;
}

/** What a person was told about one task, newest first. */
export interface NotificationGroup {
  task: { id: string; key: string; title: string; project_id: string; organization_id: string };
  reason: NotificationReason;
  /** All that are unread, also those that are not shown. */
  unread: number;
  at: string;
  notifications: Notification[];
}

export interface Inbox {
  items: NotificationGroup[];
  next_cursor: string | null;
  /** Tasks with something unread. */
  unread: number;
  /** What is due has been waiting since then, over the whole installation. */
  delayed_since: string | null;
}
