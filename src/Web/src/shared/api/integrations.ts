export type IntegrationKind = 'webhook' | 'slack' | 'sendgrid' | 'github' | 'google_calendar';
export type IntegrationStatus = 'ok' | 'paused' | 'failing';

export interface Integration {
  id: string;
  kind: IntegrationKind;
  name: string;
  enabled: boolean;
  /** None = all, also those to come. */
  project_ids: string[];
  /** Types of events, or `*` alone. */
  events: string[];
  config: Record<string, string>;
  status: IntegrationStatus;
  status_reason: string | null;
  version: number;
  created_by: string;
  created_at: string;
  updated_at: string;
}

export interface CreatedIntegration extends Integration {
  /** Of a webhook; only the answer to the creation has it. */
  signing_secret: string | null;
}

export interface RotatedSecret {
  id: string;
  signing_secret: string | null;
  /** Until then messages are signed with the one before it too. */
  previous_expires_at: string;
  version: number;
}

export type ConnectionOutcome =
  'delivered' | 'not_sent' | 'unknown' | 'throttled' | 'credential_refused' | 'refused' | 'waiting';

export interface ConnectionTested {
  ok: boolean;
  outcome: ConnectionOutcome;
  detail: string;
  duration_ms: number;
}
