import type { VersionConflict } from '../api/problem';
import type { BulkItem } from '../api/planning';
import type { Envelope, NewTask, Task, TaskPatch } from '../api/types';
import { applyEdit, editedFields, type BulkEdit } from './bulk';
import { inverseOf } from './undo';

export interface Placement {
  status_id: string;
  after_task_id?: string;
  before_task_id?: string;
}

export type Change =
  | { kind: 'patch'; patch: TaskPatch }
  | { kind: 'move'; move: Placement }
  | { kind: 'create'; task: NewTask & { id: string; status_id: string } }
  | { kind: 'archive' }
  | { kind: 'restore' }
  /** Takes one revision back; `changes` are those of that revision. */
  | { kind: 'undo'; version: number; changes: Envelope['changes'] }
  | CommentChange
  | { kind: 'bulk'; tasks: readonly { id: string; key: string }[]; edit: BulkEdit };

export type CommentChange =
  | { kind: 'comment'; id: string; body: string }
  | { kind: 'edit-comment'; id: string; body: string }
  | { kind: 'delete-comment'; id: string };

/**
 * `waiting`: only here (not sent, or no answer yet and due again). `sending`: the server has it or will in a moment. `confirmed`: it
 * answered; the write stays a moment to show that. `failed` and `conflict` wait for a person.
 */
export type WriteState = 'waiting' | 'sending' | 'confirmed' | 'failed' | 'conflict';

/** One intent of a person on one task, or one edit of many. */
export interface Write {
  /** The Idempotency-Key; every attempt of this intent carries it. */
  intent: string;
  projectId: string;
  /** An id of its own for an edit of many, which never meets that of a task. */
  taskId: string;
  /** What messages call the task: its key, or the title while it has none. */
  subject: string;
  change: Change;
  /** The version the change was made from; none for a task that is new. */
  base: number | undefined;
  state: WriteState;
  attempts: number;
  error?: unknown;
  /** What the server said to compare; see {@link questionsOf}. */
  conflict?: VersionConflict;
  /** The version the server gave its answer. */
  answered?: number;
  /** What became of each task of a bulk edit. */
  results?: readonly BulkItem[];
}

export function fieldsOf(change: Change): readonly string[] {
  switch (change.kind) {
    case 'patch':
      return Object.keys(change.patch);
    case 'move':
      return ['status_id', 'rank'];
    case 'undo':
      return Object.keys(change.changes).filter((field) => field !== 'rank');
    case 'edit-comment':
      return ['body'];
    case 'bulk':
      return editedFields(change.edit);
    default:
      return [];
  }
}

export function isOfComment(change: Change): change is CommentChange {
  return change.kind === 'comment' || change.kind === 'edit-comment' || change.kind === 'delete-comment';
}

/** What somebody wrote in their own words. */
export function textsOf(change: Change): string[] {
  if (change.kind === 'patch') return Object.values(change.patch).filter((value) => typeof value === 'string');
  return 'body' in change ? [change.body] : [];
}

/** What a change is of: its task, one comment, or the order in which the comments of a task come. */
export function targetOf({ taskId, change }: Pick<Write, 'taskId' | 'change'>): string {
  if (change.kind === 'comment') return `${taskId}/comments`;
  return isOfComment(change) ? change.id : taskId;
}

/** The same, for an edit of many tasks each of them. */
export function targetsOf(write: Pick<Write, 'taskId' | 'change'>): readonly string[] {
  return write.change.kind === 'bulk' ? write.change.tasks.map(({ id }) => id) : [targetOf(write)];
}

/** The order of a column depends on these; they go out one after the other per project. */
const places = (write: Write) => write.change.kind === 'move' || write.change.kind === 'create';

/** Whether `later` must wait for the answer to `earlier`. */
export function mustFollow(earlier: Write, later: Write): boolean {
  if (earlier.state !== 'waiting' && earlier.state !== 'sending') return false;
  const targets = new Set(targetsOf(earlier));
  if (targetsOf(later).some((id) => targets.has(id))) return true;
  return earlier.projectId === later.projectId && places(earlier) && places(later);
}

/**
 * The base of a write that waited while `done` was answered. It was made on top of `done`, so it starts from that answer when nobody
 * came between or both touch the same field; otherwise it keeps its base, and what others changed meanwhile stays comparable.
 */
export function rebase(later: Write, done: Write, version: number): Write {
  if (targetOf(later) !== targetOf(done) || later.attempts > 0 || later.base === undefined) return later;
  // A bulk edit is made against the latest, so somebody may have come between.
  const alone = done.change.kind !== 'bulk' && (done.base === undefined || version === done.base + 1);
  const fields = fieldsOf(done.change);
  return alone || fieldsOf(later.change).some((field) => fields.includes(field)) ? { ...later, base: version } : later;
}

/** One write instead of two, where the first has not left and the second says more about the same. */
export function coalesce(earlier: Write, later: Write): Write | undefined {
  if (earlier.state !== 'waiting' || earlier.attempts > 0 || targetOf(earlier) !== targetOf(later)) return undefined;
  if (earlier.change.kind === 'move' && later.change.kind === 'move') return { ...earlier, change: later.change };
  if (earlier.change.kind === 'patch' && later.change.kind === 'patch')
    return { ...earlier, change: { kind: 'patch', patch: { ...earlier.change.patch, ...later.change.patch } } };
  if (earlier.change.kind === 'edit-comment' && later.change.kind === 'edit-comment')
    return { ...earlier, change: later.change };
  return undefined;
}

/** What is left of a refused write once a person wrote the same fields anew. */
export function without(write: Write, fields: readonly string[]): Write | undefined {
  if (write.change.kind === 'move') return fields.includes('status_id') ? undefined : write;
  if (write.change.kind === 'undo' || write.change.kind === 'edit-comment')
    return fieldsOf(write.change).some((field) => fields.includes(field)) ? undefined : write;
  if (write.change.kind !== 'patch') return write;
  const left = Object.entries(write.change.patch).filter(([field]) => !fields.includes(field));
  if (left.length === 0) return undefined;
  return { ...write, change: { kind: 'patch', patch: Object.fromEntries(left) } };
}

/** The fields a person has to decide; what they wrote anew since is no question any more. */
export function questionsOf({ change, conflict }: Write): readonly string[] {
  const written = fieldsOf(change);
  return conflict?.conflicting_fields.filter((field) => written.includes(field)) ?? [];
}

/** Values of the fields in question; a comment has its body. */
export type Decision = TaskPatch & { body?: string };

/**
 * A conflict after the decision: `values` are written in the fields in question, those it does not name stay as the others set them. It is
 * a new intent made from the version that was shown, so that a later change of somebody else is asked about again.
 */
export function decided(write: Write, values: Decision): Write | undefined {
  const { conflict, error: _error, ...open } = write;
  if (!conflict) return undefined;
  const again = {
    ...open,
    intent: crypto.randomUUID(),
    base: conflict.current_version,
    state: 'waiting',
    attempts: 0,
  } as const;
  if (write.change.kind === 'edit-comment')
    return values.body === undefined ? undefined : { ...again, change: { ...write.change, body: values.body } };
  if (write.change.kind === 'undo') values = { ...inverseOf(write.change.changes, conflict), ...values };
  const left = without(open, questionsOf(write));
  const repeated = write.change.kind === 'move' && values.status_id === write.change.move.status_id;
  const patch = { ...(left?.change.kind === 'patch' && left.change.patch), ...values };
  if (!repeated && Object.keys(patch).length === 0) return undefined;
  return { ...again, change: repeated ? write.change : { kind: 'patch', patch } };
}

/** A task as the person left it: what the server holds with everything on top that it has not confirmed. */
export function overlay<T extends Pick<Task, 'id' | 'version' | 'status_id'>>(task: T, writes: readonly Write[]): T {
  let shown = task;
  for (const write of writes) {
    if (write.taskId !== task.id || (write.answered !== undefined && task.version >= write.answered)) continue;
    if (write.change.kind === 'patch') shown = { ...shown, ...write.change.patch };
    else if (write.change.kind === 'bulk') shown = applyEdit(shown, write.change.edit);
    else if (write.change.kind === 'move' && write.state !== 'failed' && write.state !== 'conflict')
      shown = { ...shown, status_id: write.change.move.status_id };
  }
  return shown;
}

const worst: readonly WriteState[] = ['conflict', 'failed', 'waiting', 'sending', 'confirmed'];

/** The state to show for several writes: the one that needs most attention. */
export function worstState(writes: readonly Write[]): WriteState | undefined {
  return worst.find((state) => writes.some((write) => write.state === state));
}

/** The latest write that touches a field of a task. */
export function writeOf(writes: readonly Write[], taskId: string, field: string): Write | undefined {
  return writes.findLast((write) => write.taskId === taskId && fieldsOf(write.change).includes(field));
}
