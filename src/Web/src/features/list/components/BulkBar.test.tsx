import { screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { expect, it, vi } from 'vitest';
import type { Task } from '@/shared/api/types';
import { taskWrites } from '@/shared/sync/taskWrites';
import { server } from '@/shared/test/msw';
import { renderApp } from '@/shared/test/render';
import type { ListContext } from '../useListContext';
import type { TaskSelection } from '../useSelection';
import BulkBar from './BulkBar';

const context = {
  project: { id: 'p' },
  statuses: [],
  labels: [],
  milestones: [],
  people: [],
  me: 'ada',
  editable: true,
} as unknown as ListContext;

function selectionOf(count: number): TaskSelection {
  const tasks = Array.from({ length: count }, (_, index) => ({ id: `${index}`, key: `WEB-${index}` }) as Task);
  const nothing = () => undefined;
  return { tasks, has: () => true, toggle: nothing, extend: nothing, all: nothing, clear: nothing };
}

it('refuses more tasks than one request takes, before anything is sent', () => {
  renderApp(<BulkBar context={context} selection={selectionOf(501)} />);

  expect(screen.getByRole('alert').textContent).toBe('At most 500 tasks can be edited at once. Select fewer.');
  expect(screen.queryByRole('button', { name: 'Archive' })).toBeNull();
});

it('edits as many as it takes with one write under one key', async () => {
  const sent: { key: string | null; count: number }[] = [];
  server.use(
    http.post('/api/tasks/bulk', async ({ request }) => {
      const { task_ids: ids } = (await request.json()) as { task_ids: string[] };
      sent.push({ key: request.headers.get('Idempotency-Key'), count: ids.length });
      return HttpResponse.json({ items: ids.map((id) => ({ task_id: id, status: 200, version: 2, error: null })) });
    }),
  );
  const { user } = renderApp(<BulkBar context={context} selection={selectionOf(500)} />);

  await user.click(screen.getByRole('button', { name: 'Archive' }));

  await vi.waitFor(() => expect(taskWrites.snapshot()[0]?.state).toBe('confirmed'));
  expect(sent).toEqual([{ key: taskWrites.snapshot()[0]!.intent, count: 500 }]);
  await taskWrites.discardAll();
});
