import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { expect, it } from 'vitest';
import type { NotificationPreferences } from '@/shared/api/notificationTypes';
import { problem, server } from '@/shared/test/msw';
import { renderApp } from '@/shared/test/render';
import { Preferences } from './Preferences';

const path = '/api/notifications/preferences';
const stored: NotificationPreferences = {
  reasons: {
    assigned: { inbox: true, email: true },
    mentioned: { inbox: true, email: true },
    watching: { inbox: true, email: false },
    due: { inbox: true, email: false },
  },
};

const row = () => screen.findByRole('row', { name: /A comment mentions you/ });
const box = async (name: string) => within(await row()).findByRole('checkbox', { name });

it('sends one choice of the reason it is of and calls it saved only after the answer', async () => {
  let answer = () => {};
  const answered = new Promise<void>((resolve) => (answer = resolve));
  const sent: unknown[] = [];
  server.use(
    http.get(path, () => HttpResponse.json(stored)),
    http.put(path, async ({ request }) => {
      sent.push(await request.json());
      await answered;
      return HttpResponse.json({ reasons: { ...stored.reasons, mentioned: { inbox: true, email: false } } });
    }),
  );
  const { user } = renderApp(<Preferences />);

  await user.click(await box('A comment mentions you: E-mail'));

  expect(await within(await row()).findByText('Sending…')).toBeTruthy();
  expect(within(await row()).queryByText('Saved')).toBeNull();
  answer();
  expect(await within(await row()).findByText('Saved')).toBeTruthy();
  expect((await box('A comment mentions you: E-mail')).getAttribute('aria-checked')).toBe('false');
  expect(sent).toEqual([{ reasons: { mentioned: { inbox: true, email: false } } }]);
});

it('shows what the server holds when it refuses, and says so', async () => {
  server.use(
    http.get(path, () => HttpResponse.json(stored)),
    http.put(path, () => problem(422, 'VALIDATION_FAILED', {}, 'Not like this.')),
  );
  const { user } = renderApp(<Preferences />);

  await user.click(await box('A comment mentions you: Inbox'));

  expect(await screen.findByText('Not like this.')).toBeTruthy();
  await waitFor(async () =>
    expect((await box('A comment mentions you: Inbox')).getAttribute('aria-checked')).toBe('true'),
  );
  expect(within(await row()).queryByText('Saved')).toBeNull();
});
