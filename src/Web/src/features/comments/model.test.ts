import { expect, it } from 'vitest';
import type { Comment } from '@/shared/api/commentTypes';
import type { Member, Page } from '@/shared/api/types';
import type { Change, Write } from '@/shared/sync/write';
import { entriesOf, mayDelete, mentionable } from './model';

const ada = { id: 'ada', name: 'Ada' };
const comment = (id: string, minute: number, more: Partial<Comment> = {}): Comment => ({
  id,
  task_id: 't',
  body: `body of ${id}`,
  author: ada,
  mentions: [],
  version: 1,
  created_at: `2026-01-31T10:0${minute}:00Z`,
  updated_at: `2026-01-31T10:0${minute}:00Z`,
  deleted_at: null,
  ...more,
});
const page = (...items: Comment[]): Page<Comment> => ({ items, next_cursor: null });
const write = (change: Change, more: Partial<Write> = {}): Write => ({
  intent: crypto.randomUUID(),
  projectId: 'p',
  taskId: 't',
  subject: 'WEB-1',
  change,
  base: undefined,
  state: 'sending',
  attempts: 1,
  ...more,
});

it('shows each comment once and in order, whichever page brought it', () => {
  const entries = entriesOf(
    [page(comment('a', 1), comment('new', 9)), page(comment('b', 2), comment('new', 9))],
    [],
    ada,
  );

  expect(entries.map((entry) => entry.comment.id)).toEqual(['a', 'b', 'new']);
});

it('shows what is only here at the end, until the server has it', () => {
  const said = write({ kind: 'comment', id: 'new', body: 'Hello' }, { state: 'failed' });
  const [entry] = entriesOf([page()], [said], ada);
  expect(entry).toMatchObject({ unsent: true, write: said, comment: { body: 'Hello', author: ada } });

  const confirmed = { ...said, state: 'confirmed' } as const;
  expect(entriesOf([page(comment('new', 1))], [confirmed], ada)).toMatchObject([{ unsent: false, write: confirmed }]);
});

it('shows an edit on top until its answer is included, and never on what was deleted', () => {
  const edit = write({ kind: 'edit-comment', id: 'a', body: 'mine' });
  const bodyOf = (one: Comment, of: Write) => entriesOf([page(one)], [of], ada)[0]?.comment.body;

  expect(bodyOf(comment('a', 1), edit)).toBe('mine');
  expect(bodyOf(comment('a', 1, { version: 2, body: 'newer' }), { ...edit, answered: 2 })).toBe('newer');
  expect(bodyOf(comment('a', 1, { deleted_at: '2026-01-31T11:00:00Z', body: '' }), edit)).toBe('');
});

it('offers everybody who sees the project, and lets owners and admins delete what others wrote', () => {
  const member = (id: string, role: Member['role'], ...project_ids: string[]): Member => ({
    user: { id, display_name: id, email: '' },
    role,
    project_ids,
    joined_at: '',
  });
  const members = [member('owner', 'owner'), member('in', 'guest', 'p'), member('out', 'guest', 'q')];

  expect(mentionable(members, 'p').map(({ id }) => id)).toEqual(['owner', 'in']);
  expect((['owner', 'admin', 'member', 'guest'] as const).filter((role) => mayDelete(role, false))).toEqual([
    'owner',
    'admin',
  ]);
  expect(mayDelete('guest', true)).toBe(true);
});
