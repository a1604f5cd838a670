import type { Envelope } from '@/shared/api/types';

export type RevisionKind = 'created' | 'archived' | 'restored' | 'moved' | 'updated';

/** The place in the column, the time of archiving and such: what a person did is said by the kind. */
const untold = new Set(['rank', 'archived_at', 'status_category', 'started_at', 'completed_at']);

export function kindOf({ type, changes }: Envelope): RevisionKind {
  if (type === 'task.created' || type === 'task.archived' || type === 'task.restored')
    return type.slice('task.'.length) as RevisionKind;
  return fieldsOf(changes).length > 0 ? 'updated' : 'moved';
}

/** The fields a revision is told by, the long text last. */
export function fieldsOf(changes: Envelope['changes']): string[] {
  return Object.keys(changes)
    .filter((field) => !untold.has(field))
    .toSorted((a, b) => Number(a === 'description') - Number(b === 'description'));
}

/** A task that was made or archived has an action of its own for that. */
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

/** Each revision once, newest first: while pages are read anew their edges move. */
export function revisionsOf(pages: readonly { items: readonly Envelope[] }[]): Envelope[] {
  const byVersion = new Map(pages.flatMap((page) => page.items.map((one) => [one.resource.version, one] as const)));
  return [...byVersion.values()].toSorted((a, b) => b.resource.version - a.resource.version);
}
