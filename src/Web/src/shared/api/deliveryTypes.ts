import type { NotificationReason } from './notificationTypes';
import type { Envelope } from './types';

export const deliveryChannels = ['inbox', 'email', 'slack', 'webhook'] as const;
export type DeliveryChannel = (typeof deliveryChannels)[number];

export const deliveryStatuses = [
  'pending',
  'sending',
  'delivered',
  'unknown',
  'suppressed',
  'dead',
  'expired',
] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

/** Why somebody was not told on a channel. */
export type SuppressedBy = 'actor' | 'preference' | 'quiet_hours' | 'not_watching' | 'no_access' | 'paused' | 'import';

export interface JourneyStep {
  at: string;
  step: string;
  detail: string | null;
}

/** What happened to an event on one channel, or at one integration. */
export interface JourneyChannel {
  channel: DeliveryChannel;
  integration_id?: string | null;
  integration_name?: string | null;
  status: DeliveryStatus;
  reason: SuppressedBy | null;
  told_because: NotificationReason | null;
  attempts: number;
  last_error: string | null;
  provider_message_id: string | null;
  trace_id: string | null;
  steps: JourneyStep[];
}

export interface Journey {
  event: Envelope;
  /** Null when nobody was asked for: what integrations got. */
  user: { id: string; name: string } | null;
  channels: JourneyChannel[];
}

/** One event on its way to one recipient on one channel. */
export interface Delivery {
  id: string;
  event_id: string;
  event_type: string;
  organization_id: string;
  project_id: string;
  channel: DeliveryChannel;
  recipient: { type: 'user' | 'integration'; id: string; name: string };
  status: DeliveryStatus;
  attempts: number;
  next_attempt_at: string | null;
  reason: SuppressedBy | null;
  last_error: string | null;
  provider_message_id: string | null;
  trace_id: string | null;
  committed_at: string;
  delivered_at: string | null;
}

/** `more`: the filter meets more than one request takes. */
export interface DeliveriesRetried {
  retried: number;
  more: boolean;
}
