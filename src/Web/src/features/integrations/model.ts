import type { Integration, IntegrationKind, IntegrationStatus } from '@/shared/api/integrations';
import { emailPattern } from '@/shared/lib/forms';

/** What can be connected today. */
export const availableKinds = ['webhook', 'slack', 'sendgrid'] as const;
export type AvailableKind = (typeof availableKinds)[number];

export interface FieldOfKind {
  part: 'config' | 'secrets';
  name: 'url' | 'channel' | 'bot_token' | 'from_email' | 'from_name' | 'api_key';
  type: 'text' | 'url' | 'email' | 'password';
  optional?: true;
}

export const fieldsOf: Record<AvailableKind, readonly FieldOfKind[]> = {
  webhook: [{ part: 'config', name: 'url', type: 'url' }],
  slack: [
    { part: 'config', name: 'channel', type: 'text' },
    { part: 'secrets', name: 'bot_token', type: 'password' },
  ],
  sendgrid: [
    { part: 'config', name: 'from_email', type: 'email' },
    { part: 'config', name: 'from_name', type: 'text', optional: true },
    { part: 'secrets', name: 'api_key', type: 'password' },
  ],
};

/** The catalogue of events; a test holds it against the server's. */
export const eventTypes = [
  'task.created',
  'task.updated',
  'task.moved',
  'task.archived',
  'task.restored',
  'task.linked',
  'task.unlinked',
  'task.due',
  'comment.created',
  'comment.updated',
  'comment.deleted',
  'milestone.created',
  'milestone.updated',
  'milestone.deleted',
  'label.created',
  'label.updated',
  'label.deleted',
  'status.created',
  'status.updated',
  'status.reordered',
  'status.deleted',
  'view.created',
  'view.updated',
  'view.deleted',
  'project.created',
  'project.updated',
  'project.archived',
  'project.restored',
  'import.finished',
] as const;

export const everyEvent = '*';

/** What stands in the form. */
export interface Draft {
  kind: AvailableKind;
  name: string;
  values: Partial<Record<FieldOfKind['name'], string>>;
  allEvents: boolean;
  events: readonly string[];
  allProjects: boolean;
  projectIds: readonly string[];
}

interface Written {
  name: string;
  events: string[];
  project_ids: string[];
  config: Record<string, string | null>;
  secrets?: Record<string, string>;
}

export interface NewIntegration extends Written {
  kind: AvailableKind;
}

export interface IntegrationChange extends Partial<Written> {
  enabled?: boolean;
  version?: number;
}

export function isAvailable(kind: IntegrationKind): kind is AvailableKind {
  return (availableKinds as readonly string[]).includes(kind);
}

export const emptyDraft: Draft = {
  kind: 'webhook',
  name: '',
  values: {},
  allEvents: true,
  events: [],
  allProjects: true,
  projectIds: [],
};

/** Secrets are never read, so their fields are empty; left so they stay as they are. */
export function draftOf(integration: Integration, kind: AvailableKind): Draft {
  const allEvents = integration.events.includes(everyEvent);
  return {
    kind,
    name: integration.name,
    values: { ...integration.config },
    allEvents,
    events: allEvents ? [] : integration.events,
    allProjects: integration.project_ids.length === 0,
    projectIds: integration.project_ids,
  };
}

export type Problem = 'errors.required' | 'errors.email' | 'integrations.chooseEvents' | 'integrations.chooseProjects';
export type Problems = Partial<Record<FieldOfKind['name'] | 'name' | 'events' | 'projects', Problem>>;

/** What the server would refuse for certain; where a url leads is the server's to judge. */
export function problemsOf(draft: Draft, isNew: boolean): Problems {
  const problems: Problems = {};
  if (draft.name.trim() === '') problems.name = 'errors.required';
  for (const { part, name, type, optional } of fieldsOf[draft.kind]) {
    const value = draft.values[name]?.trim() ?? '';
    const kept = part === 'secrets' && !isNew;
    if (value === '' && !optional && !kept) problems[name] = 'errors.required';
    else if (type === 'email' && value !== '' && !emailPattern.test(value)) problems[name] = 'errors.email';
  }
  if (!draft.allEvents && draft.events.length === 0) problems.events = 'integrations.chooseEvents';
  if (!draft.allProjects && draft.projectIds.length === 0) problems.projects = 'integrations.chooseProjects';
  return problems;
}

export function writtenOf(draft: Draft, isNew: boolean): Written {
  const of = (part: FieldOfKind['part']) =>
    fieldsOf[draft.kind]
      .filter((field) => field.part === part)
      .map(({ name }) => [name, draft.values[name]?.trim() ?? ''] as const);
  const secrets = of('secrets').filter(([, value]) => value !== '');
  return {
    name: draft.name.trim(),
    events: draft.allEvents ? [everyEvent] : [...draft.events],
    project_ids: draft.allProjects ? [] : [...draft.projectIds],
    // An emptied member is taken away from what is stored.
    config: Object.fromEntries(
      of('config')
        .filter(([, value]) => value !== '' || !isNew)
        .map(([name, value]) => [name, value || null]),
    ),
    ...(secrets.length > 0 && { secrets: Object.fromEntries(secrets) }),
  };
}

/** Where it sends to, in one line. */
export function destinationOf({ config }: Integration): string {
  return config.url ?? config.channel ?? config.from_email ?? '';
}

/** Nothing is sent there until somebody mends it. One that was switched off is as somebody wants it. */
export const pausedOf = <T extends Pick<Integration, 'enabled' | 'status'>>(integrations: readonly T[]): T[] =>
  integrations.filter(({ enabled, status }) => enabled && status === 'paused');

export function toneOf(integration: Pick<Integration, 'enabled' | 'status'>): 'neutral' | 'ok' | 'warn' | 'danger' {
  const tones: Record<IntegrationStatus, 'ok' | 'warn' | 'danger'> = { ok: 'ok', failing: 'warn', paused: 'danger' };
  return !integration.enabled && integration.status === 'ok' ? 'neutral' : tones[integration.status];
}
