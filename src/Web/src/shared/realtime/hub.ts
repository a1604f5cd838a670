import type { Envelope } from '../api/types';

export interface PresentPerson {
  id: string;
  name: string;
  /** The tasks that are open on their screens. */
  viewing: string[];
  /** The tasks whose edit lock they hold. */
  editing: string[];
}

interface SubscriptionEnded {
  project_id: string;
  reason: string;
}

/** What the server says, by name (api.md, "Realtime"). */
export interface HubMessages {
  activity: Envelope;
  /** Null: nobody can tell who is there, which is not the same as nobody. */
  presence: { project_id: string; users: PresentPerson[] | null };
  heads: Record<string, number>;
  reset: SubscriptionEnded;
  unsubscribed: SubscriptionEnded;
  /** Tasks with something unread in the inbox of whoever is connected. */
  notification: number;
  server_shutting_down: { in_seconds: number; reconnect_after_ms: number };
}

export type HubMessage = { [Name in keyof HubMessages]: { name: Name; body: HubMessages[Name] } }[keyof HubMessages];

export const hubMessages = [
  'activity',
  'presence',
  'heads',
  'reset',
  'unsubscribed',
  'notification',
  'server_shutting_down',
] as const satisfies readonly (keyof HubMessages)[];

export interface Subscribed {
  epoch: string;
  head: number;
  replayed: number;
  reset: boolean;
}

/** One connection that stands; when it is closed, for whatever reason, it stays so. */
export interface Hub {
  invoke: (method: 'Subscribe' | 'Unsubscribe' | 'Heartbeat' | 'Viewing', ...values: unknown[]) => Promise<unknown>;
  closed: Promise<void>;
  close: () => void;
}

/** Resolves once connected; rejects when the server refuses or does not answer. */
export type OpenHub = (receive: (message: HubMessage) => void) => Promise<Hub>;

/** The code in front of a refusal of the hub: `NOT_FOUND: …`. SignalR puts words of its own before it. */
export function refusalCode(error: unknown): string | undefined {
  return error instanceof Error ? /(?:^|HubException: )([A-Z][A-Z_]+): /.exec(error.message)?.[1] : undefined;
}
