import { describe, expect, it } from 'vitest';
import type { JourneyChannel } from '@/shared/api/deliveryTypes';
import type { Envelope } from '@/shared/api/types';
import { explanationOf, stepMessage, taskOf, timedSteps, traceOf } from './journey';

const at = (second: number) => `2026-01-31T10:00:${String(second).padStart(2, '0')}.000Z`;
const step = (name: string, second: number) => ({ step: name, at: at(second), detail: null });

const email: JourneyChannel = {
  channel: 'email',
  status: 'suppressed',
  reason: null,
  told_because: null,
  attempts: 0,
  last_error: null,
  provider_message_id: null,
  trace_id: null,
  steps: [step('committed', 0), step('routed', 1)],
};

describe('explanationOf', () => {
  it('says first why a person was not told, then why they were', () => {
    expect(explanationOf({ ...email, reason: 'preference', told_because: 'mentioned' })).toBe('journey.why.preference');
    expect(explanationOf({ ...email, status: 'delivered', told_because: 'mentioned' })).toBe('journey.told.mentioned');
  });

  it('tells an event that waits for its turn from one that was set aside', () => {
    const before = { ...email, steps: [step('committed', 0)] };
    expect(explanationOf({ ...before, status: 'pending' })).toBe('journey.undecided');
    expect(explanationOf({ ...before, status: 'dead' })).toBe('journey.undecidable');
    expect(explanationOf({ ...email, status: 'dead' })).toBeUndefined();
  });

  it('speaks of an integration by how it is set up', () => {
    const slack: JourneyChannel = { ...email, channel: 'slack', integration_id: 'i' };
    expect(explanationOf({ ...slack, status: 'delivered' })).toBe('journey.integration.told');
    expect(explanationOf({ ...slack, reason: 'paused' })).toBe('journey.integration.paused');
    expect(explanationOf({ ...slack, reason: 'preference' })).toBe('journey.integration.notChosen');
    expect(explanationOf({ ...slack, reason: 'not_watching' })).toBe('journey.integration.otherwise');
    expect(explanationOf({ ...slack, status: 'pending', steps: [step('committed', 0)] })).toBe('journey.undecided');
  });
});

describe('timedSteps', () => {
  it('orders steps and says how long after the first each came', () => {
    expect(timedSteps([step('delivered', 4), step('committed', 1)]).map((one) => [one.step, one.after])).toEqual([
      ['committed', 0],
      ['delivered', 3000],
    ]);
    expect(timedSteps([])).toEqual([]);
  });
});

it('has no words for a step of a later release', () => {
  expect([stepMessage('routed'), stepMessage('teleported')]).toEqual(['journey.step.routed', undefined]);
});

it('finds the trace on whichever channel has it', () => {
  expect(traceOf([email, { ...email, trace_id: 'abc' }])).toBe('abc');
  expect(traceOf([email])).toBeUndefined();
});

it('knows the task of a change, and that of a comment', () => {
  const event = (type: string, data: Envelope['data']) =>
    ({ resource: { type, id: 'r', key: type === 'task' ? 'WEB-1' : null, version: 1 }, data }) as Envelope;
  expect(taskOf(event('task', null))).toBe('WEB-1');
  expect(taskOf(event('comment', { task_id: 't' }))).toBe('t');
  expect(taskOf(event('label', {}))).toBeUndefined();
});
