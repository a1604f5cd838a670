import type { Comment } from '@/shared/api/commentTypes';
import type { Member, Page, Role } from '@/shared/api/types';
import type { Write } from '@/shared/sync/write';

/** A comment as it is shown: with what its reader did to it and the server has not confirmed. */
export interface Entry {
  comment: Comment;
  /** Its last change that is on its way, refused or just confirmed. */
  write: Write | undefined;
  /** Only here: the server has never answered for it. */
  unsent: boolean;
}

/** The comments of a task in their order, then those that are only here. */
export function entriesOf(
  pages: readonly Page<Comment>[],
  writes: readonly Write[],
  author: Comment['author'],
): Entry[] {
  const byId = new Map(pages.flatMap((page) => page.items.map((comment) => [comment.id, comment] as const)));
  const inOrder = [...byId.values()].toSorted(
    (a, b) => Date.parse(a.created_at) - Date.parse(b.created_at) || (a.id < b.id ? -1 : 1),
  );
  const sent = inOrder.map((comment): Entry => {
    const write = writes.findLast(({ change }) => 'id' in change && change.id === comment.id);
    return { comment: withEdit(comment, write), write, unsent: false };
  });
  const unsent = writes.flatMap((write): Entry[] =>
    write.change.kind === 'comment' && !byId.has(write.change.id)
      ? [{ comment: newComment(write.taskId, write.change, author), write, unsent: true }]
      : [],
  );
  return [...sent, ...unsent];
}

function withEdit(comment: Comment, write: Write | undefined): Comment {
  if (write?.change.kind !== 'edit-comment' || comment.deleted_at) return comment;
  const included = write.answered !== undefined && comment.version >= write.answered;
  return included ? comment : { ...comment, body: write.change.body };
}

function newComment(taskId: string, { id, body }: { id: string; body: string }, author: Comment['author']): Comment {
  const none = { mentions: [], version: 0, created_at: '', updated_at: '', deleted_at: null };
  return { ...none, id, task_id: taskId, body, author };
}

/** Whom a comment may mention: everybody who sees the project, in the order given. */
export function mentionable(members: readonly Member[], projectId: string): { id: string; name: string }[] {
  return members
    .filter(({ role, project_ids }) => role !== 'guest' || project_ids.includes(projectId))
    .map(({ user }) => ({ id: user.id, name: user.display_name }));
}

/** As in the table of api.md; the server decides. */
export function mayDelete(role: Role | undefined, own: boolean): boolean {
  return own || role === 'owner' || role === 'admin';
}
