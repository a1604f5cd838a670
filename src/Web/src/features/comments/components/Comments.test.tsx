import { act, screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { beforeEach, expect, it, vi } from 'vitest';
import type { Comment } from '@/shared/api/commentTypes';
import { keys } from '@/shared/api/keys';
import { createQueryClient } from '@/shared/api/queryClient';
import type { Task } from '@/shared/api/types';
import { DraftsContext, draftsOf } from '@/shared/sync/drafts';
import { problem, server } from '@/shared/test/msw';
import { renderApp } from '@/shared/test/render';
import Comments from './Comments';

const ada = { id: 'ada', name: 'Ada' };
const task = { id: 't', key: 'WEB-1', project_id: 'p', comment_count: 1, archived_at: null } as Task;
const at = '2026-01-31T10:00:00.000Z';
const comment: Comment = {
  id: 'c',
  task_id: 't',
  body: 'First words',
  author: ada,
  mentions: [],
  version: 1,
  created_at: at,
  updated_at: at,
  deleted_at: null,
};
const drafts = draftsOf(ada.id);
const answer = (one: Comment) =>
  server.use(http.get('/api/tasks/t/comments', () => HttpResponse.json({ items: [one], next_cursor: null })));

function open() {
  const client = createQueryClient();
  client.setDefaultOptions({ queries: { staleTime: Infinity, retry: false } });
  client.setQueryData(keys.me, {
    user: { id: ada.id, display_name: ada.name },
    organizations: [{ id: 'o', role: 'member' }],
  });
  client.setQueryData(keys.project('p'), { id: 'p', organization_id: 'o', archived_at: null });
  client.setQueryData(keys.members('o'), []);
  const view = renderApp(
    <DraftsContext value={drafts}>
      <Comments task={task} />
    </DraftsContext>,
    client,
  );
  return { ...view, readAgain: () => act(() => client.refetchQueries({ queryKey: keys.comments('t') })) };
}

/** The author edits a comment while somebody else deletes it. */
async function deleteWhileEdited() {
  answer(comment);
  const view = open();
  await view.user.click(await screen.findByRole('button', { name: 'Edit comment' }));
  await view.user.type(screen.getByRole('textbox', { name: 'Comment text' }), ' and more');
  answer({ ...comment, body: '', version: 2, deleted_at: at });
  await view.readAgain();
  await screen.findByText('This comment was deleted.');
  return view;
}

beforeEach(() => localStorage.clear());

it('keeps the comments and what is being typed when reading them again fails', async () => {
  answer(comment);
  const { user, readAgain, queryClient } = open();
  await screen.findByText('First words');
  await user.type(screen.getByRole('textbox', { name: 'New comment' }), 'half a thought');

  server.use(http.get('/api/tasks/t/comments', () => problem(500, 'INTERNAL_ERROR')));
  await readAgain();

  await vi.waitFor(() => expect(queryClient.getQueryState(keys.comments('t'))?.status).toBe('error'));
  // The observers hear of it a turn later.
  await act(() => new Promise((resolve) => setTimeout(resolve, 10)));
  expect(screen.getByText('First words')).toBeDefined();
  expect(screen.getByRole('textbox', { name: 'New comment' })).toHaveProperty('value', 'half a thought');
});

it('takes the text of an edit whose comment was deleted meanwhile to a new comment', async () => {
  const { user } = await deleteWhileEdited();

  expect(screen.getByText('First words and more')).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Take it to the new comment' }));

  expect(screen.getByRole('textbox', { name: 'New comment' })).toHaveProperty('value', 'First words and more');
  expect(screen.queryByRole('button', { name: 'Take it to the new comment' })).toBeNull();
  expect(drafts.read('c', 'body')).toBeUndefined();
});

it('throws that text away only when told to', async () => {
  const { user } = await deleteWhileEdited();

  await user.click(screen.getByRole('button', { name: 'Discard' }));

  expect(screen.queryByText('First words and more')).toBeNull();
  expect(screen.getByRole('textbox', { name: 'New comment' })).toHaveProperty('value', '');
});
