import { screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { expect, it, vi } from 'vitest';
import { problem, server } from '@/shared/test/msw';
import { renderApp } from '@/shared/test/render';
import { useRetry } from './useRetry';

function Probe({ onDone }: { onDone: () => void }) {
  const retry = useRetry(onDone);
  return (
    <button type="button" onClick={() => retry.mutate({ ids: ['a', 'b'] })}>
      Go
    </button>
  );
}

it('tells how many the server queued, and that more are left', async () => {
  const done = vi.fn<() => void>();
  server.use(http.post('/api/ops/deliveries/retry', () => HttpResponse.json({ retried: 1000, more: true })));
  const { user } = renderApp(<Probe onDone={done} />);

  await user.click(screen.getByRole('button', { name: 'Go' }));

  expect(await screen.findByText('1,000 deliveries are queued again')).toBeTruthy();
  expect(screen.getByText('More match than one request takes: retry again for the rest.')).toBeTruthy();
  expect(done).toHaveBeenCalledOnce();
});

it('says that nothing was queued when the server refuses, and offers to ask again', async () => {
  const done = vi.fn<() => void>();
  const bodies: unknown[] = [];
  server.use(
    http.post('/api/ops/deliveries/retry', async ({ request }) => {
      bodies.push(await request.json());
      return bodies.length === 1 ? problem(403, 'FORBIDDEN') : HttpResponse.json({ retried: 0, more: false });
    }),
  );
  const { user } = renderApp(<Probe onDone={done} />);

  await user.click(screen.getByRole('button', { name: 'Go' }));
  const again = await screen.findByRole('button', { name: 'Try again' });
  expect(done).not.toHaveBeenCalled();
  await user.click(again);

  expect(await screen.findByText('Nothing was sent again: it had changed meanwhile')).toBeTruthy();
  expect(bodies).toEqual([{ ids: ['a', 'b'] }, { ids: ['a', 'b'] }]);
});
