import { screen, waitFor } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { expect, it } from 'vitest';
import { server } from '@/shared/test/msw';
import { renderApp } from '@/shared/test/render';
import { UnreadAnnouncement } from './Bell';
import { DelayNotice } from './DelayNotice';

const answer = (delayed_since: string | null) =>
  server.use(
    http.get('/api/notifications', () => HttpResponse.json({ items: [], next_cursor: null, unread: 3, delayed_since })),
  );

const page = (
  <>
    <UnreadAnnouncement />
    <DelayNotice />
  </>
);

it('says since when notifications wait', async () => {
  answer(new Date(2026, 10, 23, 10, 32).toISOString());
  renderApp(page);
  expect(await screen.findByText(/Notifications are delayed.*10:32.*Nothing is lost/)).toBeTruthy();
});

it('is quiet while everybody is told in time', async () => {
  answer(null);
  renderApp(page);
  await waitFor(() => expect(screen.getByText(/3 tasks with something unread/)).toBeTruthy());
  expect(screen.queryByText(/delayed/)).toBeNull();
});
