import type { TaskLink } from '@/shared/api/planning';
import type { Envelope } from '@/shared/api/types';

export type RevisionKind = 'created' | 'archived' | 'restored' | 'moved' | 'updated' | 'linked' | 'unlinked' | 'due';

/** The place in the column, the time of archiving and such: what a person did is said by the kind. */
const untold = new Set(['rank', 'archived_at', 'status_category', 'started_at', 'completed_at']);

const told = new Map<string, RevisionKind>([
  ['task.created', 'created'],
  ['task.archived', 'archived'],
  ['task.restored', 'restored'],
  ['task.linked', 'linked'],
  ['task.unlinked', 'unlinked'],
  ['task.due', 'due'],
]);

export function kindOf({ type, changes }: Envelope): RevisionKind {
  const kind = told.get(type);
  if (kind) return kind;
  return fieldsOf(changes).length > 0 ? 'updated' : 'moved';
}

/** The fields a revision is told by, the long text last. */
export function fieldsOf(changes: Envelope['changes']): string[] {
  return Object.keys(changes)
    .filter((field) => !untold.has(field))
    .toSorted((a, b) => Number(a === 'description') - Number(b === 'description'));
}

/** A task that was made or archived has an action of its own for that; a link changes no version (ADR 0018), so none can be undone. */
export function isUndoable(envelope: Envelope): boolean {
  const kind = kindOf(envelope);
  return kind === 'updated' || kind === 'moved';
}

/** What came into a list and what left it. */
export function setChange(from: unknown, to: unknown): { added: string[]; removed: string[] } | undefined {
  if (!Array.isArray(from) || !Array.isArray(to)) return undefined;
  return {
    added: (to as string[]).filter((one) => !from.includes(one)),
    removed: (from as string[]).filter((one) => !to.includes(one)),
  };
}

export type LinkTold = Pick<TaskLink, 'type' | 'direction'> & { task_id: string };

/** The link that was made or deleted, from the side of the task whose history it is. */
export function linkOf(envelope: Envelope): LinkTold | undefined {
  const kind = kindOf(envelope);
  return kind === 'linked' || kind === 'unlinked' ? (envelope.data?.link as LinkTold | undefined) : undefined;
}

/** Each entry once, newest first: while pages are read anew their edges move. Several may carry one version (ADR 0018). */
export function revisionsOf(pages: readonly { items: readonly Envelope[] }[]): Envelope[] {
  const byId = new Map(pages.flatMap((page) => page.items.map((one) => [one.id, one] as const)));
  return [...byId.values()].toSorted((a, b) => b.seq - a.seq);
}
