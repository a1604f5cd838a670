import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Integration } from '@/shared/api/integrations';
import { draftOf, emptyDraft, eventTypes, pausedOf, problemsOf, toneOf, writtenOf, type Draft } from './model';

const stored: Integration = {
  id: 'i',
  kind: 'sendgrid',
  name: 'Mail',
  enabled: true,
  project_ids: ['p'],
  events: ['task.created'],
  config: { from_email: 'tasks@example.test', from_name: 'Tasks' },
  status: 'ok',
  status_reason: null,
  version: 3,
  created_by: 'u',
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-01T00:00:00Z',
};

const slack: Draft = {
  ...emptyDraft,
  kind: 'slack',
  name: ' Releases ',
  values: { channel: ' C1 ', bot_token: 'xoxb-1' },
};

it('knows the events of the server', () => {
  const samples = readdirSync('../../tests/Architecture/Events').map((file) => file.replace(/\.json$/, ''));
  expect([...eventTypes].toSorted()).toEqual(samples.toSorted());
});

describe('a draft', () => {
  it('is written with what its kind has', () => {
    expect(writtenOf(slack, true)).toEqual({
      name: 'Releases',
      events: ['*'],
      project_ids: [],
      config: { channel: 'C1' },
      secrets: { bot_token: 'xoxb-1' },
    });
  });

  it('leaves the values of another kind out', () => {
    expect(writtenOf({ ...slack, kind: 'webhook', values: { ...slack.values, url: 'https://x.test/' } }, true)).toEqual(
      expect.objectContaining({ config: { url: 'https://x.test/' } }),
    );
    expect(writtenOf({ ...slack, kind: 'webhook' }, true)).not.toHaveProperty('secrets');
  });

  it('of a stored integration keeps its secrets, and takes away what was emptied', () => {
    const draft = draftOf(stored, 'sendgrid');
    expect(problemsOf(draft, false)).toEqual({});
    expect(writtenOf({ ...draft, values: { ...draft.values, from_name: '' } }, false)).toEqual({
      name: 'Mail',
      events: ['task.created'],
      project_ids: ['p'],
      config: { from_email: 'tasks@example.test', from_name: null },
    });
  });

  it('names what is missing', () => {
    expect(problemsOf({ ...emptyDraft, allEvents: false, allProjects: false }, true)).toEqual({
      name: 'errors.required',
      url: 'errors.required',
      events: 'integrations.chooseEvents',
      projects: 'integrations.chooseProjects',
    });
    expect(problemsOf({ ...draftOf(stored, 'sendgrid'), values: { from_email: 'nobody' } }, true)).toEqual({
      from_email: 'errors.email',
      api_key: 'errors.required',
    });
    expect(problemsOf(slack, true)).toEqual({});
  });
});

it('tells of what waits for somebody, not of what somebody switched off', () => {
  const all = (['ok', 'failing', 'paused'] as const).flatMap((status) => [
    { enabled: true, status },
    { enabled: false, status },
  ]);
  expect(pausedOf(all)).toEqual([{ enabled: true, status: 'paused' }]);
});

it('shows trouble before everything else', () => {
  expect(toneOf({ enabled: true, status: 'ok' })).toBe('ok');
  expect(toneOf({ enabled: false, status: 'ok' })).toBe('neutral');
  expect(toneOf({ enabled: false, status: 'paused' })).toBe('danger');
  expect(toneOf({ enabled: true, status: 'failing' })).toBe('warn');
});
