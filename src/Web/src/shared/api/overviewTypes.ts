import type { DeliveryChannel } from './deliveryTypes';

export interface Queue {
  channel: DeliveryChannel;
  pending: number;
  due: number;
  oldest_due_at: string | null;
  in_flight: number;
  unknown: number;
  dead: number;
}

export interface Breaker {
  dependency: string;
  host: string;
  /** Of one credential or integration; null for the whole host. */
  scope: string | null;
  state: string;
  failures_in_a_row: number;
  /** When an open one lets the next call through. */
  probe_at: string | null;
}

/** What waits, what fails and where; breakers and dependencies as the node that answers sees them. */
export interface Overview {
  dependencies: Record<string, { works: boolean; last_worked: string | null }>;
  delayed_since: string | null;
  outbox: { waiting: number; oldest_at: string | null; dead: number };
  deliveries: Queue[];
  breakers: Breaker[];
  connections: { application: string; state: string; count: number }[];
}
