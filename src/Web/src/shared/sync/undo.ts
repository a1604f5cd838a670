import type { VersionConflict } from '../api/problem';
import type { Envelope, TaskPatch } from '../api/types';

type Changes = Envelope['changes'];

/** Only the server merges long text, and only into the state that a revision left. */
const longText = 'description';

/**
 * Whether a person can decide the conflict of an undo field by field. What nobody disputes is written with it, and a long text that
 * others went on writing cannot be put back beside their lines from here.
 */
export function isDecidable(changes: Changes, conflict: VersionConflict): boolean {
  const text = changes[longText];
  return !text || conflict.conflicting_fields.includes(longText) || conflict.current[longText] === text.to;
}

/** The undisputed fields of a revision as they were before it; of a list, what it added goes and what it removed comes back. */
export function inverseOf(changes: Changes, { conflicting_fields, current }: VersionConflict): TaskPatch {
  const undisputed = Object.entries(changes).filter(
    ([field]) => field !== 'rank' && !conflicting_fields.includes(field),
  );
  return Object.fromEntries(
    undisputed.map(([field, { from, to }]) => [
      field,
      Array.isArray(from) && Array.isArray(to) ? takenBack(from, to, current[field] as unknown[]) : from,
    ]),
  );
}

function takenBack(from: readonly unknown[], to: readonly unknown[], current: readonly unknown[]): unknown[] {
  const kept = current.filter((one) => from.includes(one) || !to.includes(one));
  return [...kept, ...from.filter((one) => !to.includes(one) && !kept.includes(one))];
}
