import { fieldsOf } from '@/features/tasks/history/model';
import type { Inbox, Notification, NotificationGroup } from '@/shared/api/notificationTypes';

/** Each task once, newest first: while pages are read anew their edges move. */
export function groupsOf(pages: readonly Inbox[]): NotificationGroup[] {
  const byTask = new Map<string, NotificationGroup>();
  for (const group of pages.flatMap(({ items }) => items)) {
    const known = byTask.get(group.task.id);
    if (!known || known.at < group.at) byTask.set(group.task.id, group);
  }
  return [...byTask.values()].toSorted((a, b) => b.at.localeCompare(a.at) || b.task.id.localeCompare(a.task.id));
}

/** The newest lines over all tasks. */
export function newestOf(groups: readonly NotificationGroup[], count: number) {
  return groups
    .flatMap(({ task, notifications }) => notifications.map((notification) => ({ task, notification })))
    .toSorted((a, b) => b.notification.at.localeCompare(a.notification.at))
    .slice(0, count);
}

const told = {
  'comment.created': 'inbox.did.commented',
  'comment.updated': 'inbox.did.editedComment',
  'comment.deleted': 'inbox.did.deletedComment',
  'task.created': 'inbox.did.created',
  'task.archived': 'inbox.did.archived',
  'task.restored': 'inbox.did.restored',
  'task.linked': 'inbox.did.linked',
  'task.unlinked': 'inbox.did.unlinked',
  'task.due': 'inbox.did.due',
} as const;

/** What somebody did: a message, and the fields it names. */
export function deedOf({ type, changes }: Pick<Notification, 'type' | 'changes'>) {
  const known = told[type as keyof typeof told];
  if (known) return { id: known, fields: [] };
  const fields = fieldsOf(changes);
  return fields.length > 0 ? { id: 'inbox.did.changed' as const, fields } : { id: 'inbox.did.moved' as const, fields };
}

/** The neighbour of a row; the first one when none has the focus, and no step beyond the ends. */
export function stepFrom(index: number, step: 1 | -1, count: number): number {
  if (index < 0) return 0;
  return Math.min(Math.max(index + step, 0), count - 1);
}
