import type { Envelope } from './types';

export type NotificationReason = 'assigned' | 'mentioned' | 'watching';

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
}
