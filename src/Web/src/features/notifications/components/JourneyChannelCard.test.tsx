import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { JourneyChannel } from '@/shared/api/deliveryTypes';
import { renderApp } from '@/shared/test/render';
import { JourneyChannelCard } from './JourneyChannelCard';

const silent: JourneyChannel = {
  channel: 'email',
  status: 'suppressed',
  reason: 'preference',
  told_because: 'mentioned',
  attempts: 0,
  last_error: null,
  provider_message_id: null,
  trace_id: null,
  steps: [{ step: 'committed', at: '2026-01-31T10:00:00.000Z', detail: null }],
};
const ben = { name: 'Ben', self: false };
const me = { name: 'Ann', self: true };

it.each([
  [me, silent, 'You chose not to get e-mail for mentions.'],
  [ben, silent, 'Ben chose not to get e-mail for mentions.'],
  [me, { ...silent, reason: 'actor' }, 'You did it yourself: nobody is told of their own doing.'],
  [ben, { ...silent, reason: 'actor' }, 'Ben did it: nobody is told of their own doing.'],
  [ben, { ...silent, reason: 'no_access' }, 'Ben has no access to the project.'],
  [me, { ...silent, reason: 'paused' }, 'Nothing that sends e-mail is connected.'],
  [me, { ...silent, reason: null }, 'Told because a comment mentions you.'],
] as [typeof me, JourneyChannel, string][])('says why in the words of who reads it: %#', (told, channel, words) => {
  renderApp(<JourneyChannelCard channel={channel} told={told} />);

  expect(screen.getByText(words)).toBeTruthy();
});

it('shows what was tried, what went wrong and when', () => {
  const webhook: JourneyChannel = {
    ...silent,
    channel: 'webhook',
    integration_id: 'i',
    integration_name: 'Our server',
    status: 'dead',
    reason: null,
    told_because: null,
    attempts: 3,
    last_error: 'The receiver answered 410.',
    steps: [...silent.steps, { step: 'sending', at: '2026-01-31T10:00:01.500Z', detail: 'try 3' }],
  };
  renderApp(<JourneyChannelCard channel={webhook} told={ben} />);

  expect(screen.getByRole('heading', { name: 'Our server' })).toBeTruthy();
  expect(screen.getByText('Given up')).toBeTruthy();
  expect(screen.getByText('3 tries')).toBeTruthy();
  expect(screen.getByText('The receiver answered 410.')).toBeTruthy();
  expect(screen.getByRole('list', { name: 'Steps: Our server' }).textContent).toContain('+1.5 sec');
});
