import type { DeliveryChannel, JourneyChannel, JourneyStep, SuppressedBy } from '@/shared/api/deliveryTypes';
import type { Envelope } from '@/shared/api/types';

/** It will still change by itself. */
export const isOnItsWay = ({ status }: Pick<JourneyChannel, 'status'>): boolean =>
  status === 'pending' || status === 'sending';

/** Why a channel was used or stayed silent, as a message; undefined where the status says it all. */
export function explanationOf(channel: JourneyChannel) {
  const { integration_id, reason, told_because, status, steps } = channel;
  if (reason) return integration_id ? whyIntegrationNot(reason) : (`journey.why.${reason}` as const);
  if (told_because) return `journey.told.${told_because}` as const;
  if (steps.some(({ step }) => step === 'routed')) return integration_id ? 'journey.integration.told' : undefined;
  return status === 'dead' ? ('journey.undecidable' as const) : ('journey.undecided' as const);
}

/** The server compares with how the integration is set up now: what it was set to then is not kept. */
function whyIntegrationNot(reason: SuppressedBy) {
  if (reason === 'paused') return 'journey.integration.paused' as const;
  if (reason === 'import') return 'journey.why.import' as const;
  return reason === 'preference'
    ? ('journey.integration.notChosen' as const)
    : ('journey.integration.otherwise' as const);
}

const knownSteps = ['committed', 'routed', 'retried', 'sending', 'delivered'] as const;

/** What a step is called; one that a later server invents is shown by its own name. */
export function stepMessage(step: string): `journey.step.${(typeof knownSteps)[number]}` | undefined {
  const known = knownSteps.find((one) => one === step);
  return known && `journey.step.${known}`;
}

export interface TimedStep extends JourneyStep {
  /** Milliseconds since the first step. */
  after: number;
}

export function timedSteps(steps: readonly JourneyStep[]): TimedStep[] {
  const inOrder = steps.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const began = Date.parse(inOrder[0]?.at ?? '');
  return inOrder.map((step) => ({ ...step, after: Date.parse(step.at) - began }));
}

/** Every row of an event carries the trace of the request that caused it (C-5.1). */
export function traceOf(channels: readonly JourneyChannel[]): string | undefined {
  return channels.find(({ trace_id }) => trace_id !== null)?.trace_id ?? undefined;
}

/** The task an event is about: its own, or that of the comment. */
export function taskOf({ resource, data }: Envelope): string | undefined {
  if (resource.type === 'task') return resource.key ?? resource.id;
  const taskId = data?.task_id;
  return typeof taskId === 'string' ? taskId : undefined;
}

/** A person's channels, and those to integrations. */
export function byRecipient(channels: readonly JourneyChannel[]): [JourneyChannel[], JourneyChannel[]] {
  const isPersonal = ({ integration_id }: JourneyChannel) => !integration_id;
  return [channels.filter(isPersonal), channels.filter((channel) => !isPersonal(channel))];
}

/** What the words of a journey need to know of whom it is. */
export interface Recipient {
  name: string;
  self: boolean;
}

export const wordsFor = (
  { name, self }: Recipient,
  channel: DeliveryChannel,
  because: JourneyChannel['told_because'],
) => ({
  name,
  self: String(self),
  channel,
  because: because ?? 'none',
});
