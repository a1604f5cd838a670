import { screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { expect, it, vi } from 'vitest';
import { server } from '@/shared/test/msw';
import { renderApp } from '@/shared/test/render';
import { RetryAll } from './RetryAll';

/** So many dead letters behind the API, page by page. */
function deadLetters(total: number) {
  const asked: string[] = [];
  server.use(
    http.get('/api/ops/deliveries', ({ request }) => {
      const query = new URL(request.url).searchParams;
      asked.push(query.toString());
      const from = Number(query.get('cursor') ?? 0);
      const to = Math.min(from + Number(query.get('limit')), total);
      const items = Array.from({ length: to - from }, (_, index) => ({
        id: `${from + index}`,
        channel: 'webhook',
        status: 'dead',
      }));
      return HttpResponse.json({ items, next_cursor: to < total ? `${to}` : null });
    }),
  );
  return asked;
}

it('says how many before it lets them go', async () => {
  const asked = deadLetters(250);
  const confirm = vi.fn<() => void>();
  const { user } = renderApp(
    <RetryAll filter={{ status: 'dead', channel: 'webhook' }} busy={false} onConfirm={confirm} onClose={() => {}} />,
  );
  expect(screen.getByText('Counting…')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Retry' }).hasAttribute('disabled')).toBe(true);

  expect(await screen.findByText(/^250 deliveries are queued again/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Retry' }));
  expect(confirm).toHaveBeenCalledOnce();
  expect(asked).toEqual(['status=dead&channel=webhook&limit=200', 'status=dead&channel=webhook&limit=200&cursor=200']);
});

it('counts no further than one request takes', async () => {
  const asked = deadLetters(5_000);
  renderApp(<RetryAll filter={{ status: 'dead' }} busy={false} onConfirm={() => {}} onClose={() => {}} />);

  expect(await screen.findByText(/^More than 1,000 match\. The 1,000 oldest/)).toBeTruthy();
  expect(asked).toHaveLength(6);
});

it('has nothing to confirm when all has gone meanwhile', async () => {
  deadLetters(0);
  renderApp(<RetryAll filter={{ status: 'dead' }} busy={false} onConfirm={() => {}} onClose={() => {}} />);

  expect(await screen.findByText('Nothing is left to be sent again.')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Retry' }).hasAttribute('disabled')).toBe(true);
});
