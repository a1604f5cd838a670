import { ApiError, NetworkError, type VersionConflict } from '../api/problem';
import { retryDelay } from '../api/queryClient';
import type { Comment } from '../api/commentTypes';
import type { BulkAnswer } from '../api/planning';
import type { TaskAnswer } from '../api/types';
import { partOf } from './bulk';
import { isDecidable } from './undo';
import type { WriteStore } from './writeStore';
import {
  coalesce,
  decided,
  fieldsOf,
  mustFollow,
  rebase,
  targetOf,
  targetsOf,
  textsOf,
  without,
  type Decision,
  type Write,
} from './write';

/** The task or comment as the server has it now; nothing after a deletion. */
export type Answer = TaskAnswer | Comment | BulkAnswer | undefined;

export type Settled =
  | { type: 'confirmed'; write: Write; answer: Answer }
  | { type: 'failed'; write: Write }
  | { type: 'conflict'; write: Write }
  | { type: 'restored'; count: number };

type Send = (write: Write) => Promise<Answer>;
type NewWrite = Pick<Write, 'projectId' | 'taskId' | 'subject' | 'change' | 'base'>;

/** A server that keeps failing is a defect a person should see; an unreachable one is waited for. */
const maxRefusals = 6;
const confirmedFor = 2_000;
/** A storage that does not answer must not hold back a write. */
const storagePatience = 1_000;

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Worth sending again unchanged under the same key: the outcome is unknown or the refusal passes. */
export function isTransient(error: unknown): boolean {
  if (error instanceof NetworkError) return true;
  return (
    error instanceof ApiError &&
    (error.status >= 500 || error.status === 429 || error.code === 'IDEMPOTENCY_IN_PROGRESS')
  );
}

/** What a person has to decide; a refusal they cannot decide has failed. */
function conflictOf({ change }: Write, error: unknown): VersionConflict | undefined {
  const conflict = error instanceof ApiError ? error.conflict : undefined;
  return conflict && change.kind === 'undo' && !isDecidable(change.changes, conflict) ? undefined : conflict;
}

/** Writes that the server has not confirmed: ordered, retried, and kept until it has answered or a person decides. */
export class WriteQueue {
  #writes: readonly Write[] = [];
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #listeners = new Set<() => void>();
  readonly #settled = new Set<(event: Settled) => void>();
  readonly #send: Send;
  #store: WriteStore | undefined;
  #saved: Promise<void> | undefined;

  constructor(send: Send) {
    this.#send = send;
  }

  snapshot = (): readonly Write[] => this.#writes;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  onSettled(listener: (event: Settled) => void): () => void {
    this.#settled.add(listener);
    return () => this.#settled.delete(listener);
  }

  /**
   * From now on the writes are those of one person, kept in `store`, and what earlier pages left there is sent. Returns the end of it,
   * after which the queue is empty and the store has what was not confirmed.
   */
  attach(store: WriteStore | undefined): () => void {
    this.#store = store;
    store?.adopt((left) => this.#adopt(left));
    return () => {
      this.#store = undefined;
      this.#drop();
      store?.close();
    };
  }

  /** Throws away everything that is not confirmed, the kept copy included. */
  async discardAll(): Promise<void> {
    this.#drop();
    await this.#saved;
  }

  /** How many the server has not confirmed, refused ones included: leaving the page would lose them. */
  get open(): number {
    return this.#writes.filter((write) => write.state !== 'confirmed').length;
  }

  /** The texts among them; a draft of the same text is the same work. */
  get texts(): string[] {
    return this.#writes.flatMap(({ state, change }) => (state === 'confirmed' ? [] : textsOf(change)));
  }

  /** How many are on their way or wait for it. */
  get underWay(): number {
    return this.#writes.filter((write) => write.state === 'waiting' || write.state === 'sending').length;
  }

  add(request: NewWrite): void {
    const write: Write = { ...request, intent: crypto.randomUUID(), state: 'waiting', attempts: 0 };
    const fields = fieldsOf(write.change);
    const kept = this.#writes.flatMap((old) => {
      const superseded = targetOf(old) === targetOf(write) && (old.state === 'failed' || old.state === 'conflict');
      return superseded ? (without(old, fields) ?? []) : old;
    });

    const last = kept.findLast((old) => targetsOf(old).includes(targetOf(write)));
    const joined = last && coalesce(last, write);
    this.#publish(joined ? kept.map((old) => (old === last ? joined : old)) : [...kept, write]);
    this.#pump();
  }

  /** Sends a failed write again under its key. */
  retry(intent: string): void {
    this.#update(intent, ({ error: _error, ...write }) => ({ ...write, state: 'waiting', attempts: 0 }));
    this.#pump();
  }

  discard(intent: string): void {
    clearTimeout(this.#timers.get(intent));
    this.#timers.delete(intent);
    this.#publish(this.#writes.filter((write) => write.intent !== intent));
    this.#pump();
  }

  /** Decides a conflict; see {@link decided}. */
  resolve(intent: string, values: Decision): void {
    const write = this.#writes.find((one) => one.intent === intent);
    const next = write && decided(write, values);
    if (!next) return this.discard(intent);
    this.#update(intent, () => next);
    this.#pump();
  }

  /** The server is reachable again: whatever waits for its next attempt goes now. */
  wake(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    this.#pump();
  }

  async #adopt(left: readonly Write[]): Promise<void> {
    const known = new Set(this.#writes.map((write) => write.intent));
    const restored = left
      .filter((write) => !known.has(write.intent))
      .map((write): Write => (write.state === 'sending' ? { ...write, state: 'waiting' } : write));
    if (restored.length === 0) return;

    this.#publish([...restored, ...this.#writes]);
    this.#pump();
    this.#tell({ type: 'restored', count: restored.filter((write) => write.state === 'waiting').length });
    for (const write of restored)
      if (write.state === 'failed' || write.state === 'conflict') this.#tell({ type: write.state, write });
    await this.#saved;
  }

  #drop(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    this.#publish([]);
  }

  #tell(event: Settled): void {
    for (const listener of this.#settled) listener(event);
  }

  #pump(): void {
    for (const write of this.#writes) {
      if (write.state !== 'waiting' || this.#timers.has(write.intent)) continue;
      const ahead = this.#writes.slice(0, this.#writes.indexOf(write));
      if (!ahead.some((earlier) => mustFollow(earlier, write))) void this.#attempt(write.intent);
    }
  }

  async #attempt(intent: string): Promise<void> {
    const write = this.#update(intent, (old) => ({ ...old, state: 'sending', attempts: old.attempts + 1 }));
    if (!write) return;
    // Written down before it leaves: a page that dies now repeats it under the same key instead of forgetting or doubling it.
    if (this.#saved) await Promise.race([this.#saved, sleep(storagePatience)]);
    if (!this.#writes.includes(write)) return;
    try {
      this.#confirm(write, await this.#send(write));
    } catch (error) {
      this.#refused(write, error);
    }
    this.#pump();
  }

  #confirm(write: Write, answer: Answer): void {
    if (answer && 'items' in answer) return this.#confirmMany({ ...write, state: 'confirmed', results: answer.items });
    const confirmed: Write = { ...write, state: 'confirmed', ...(answer && { answered: answer.version }) };
    this.#tell({ type: 'confirmed', write: confirmed, answer });
    this.#publish(
      this.#writes.map((old) => {
        if (old.intent === write.intent) return confirmed;
        return answer ? rebase(old, write, answer.version) : old;
      }),
    );
    setTimeout(() => this.discard(write.intent), confirmedFor);
  }

  #confirmMany(done: Write): void {
    this.#tell({ type: 'confirmed', write: done, answer: undefined });
    this.#publish(
      this.#writes.map((old) => {
        if (old.intent === done.intent) return done;
        const part = partOf(done, old.taskId);
        return part?.answered === undefined ? old : rebase(old, part, part.answered);
      }),
    );
    setTimeout(() => this.discard(done.intent), confirmedFor);
  }

  #refused(write: Write, error: unknown): void {
    const unreachable = error instanceof NetworkError;
    if (isTransient(error) && (unreachable || write.attempts < maxRefusals)) {
      this.#update(write.intent, (old) => ({ ...old, state: 'waiting', error }));
      const timer = setTimeout(
        () => {
          this.#timers.delete(write.intent);
          this.#pump();
        },
        retryDelay(Math.min(write.attempts, 5), error),
      );
      this.#timers.set(write.intent, timer);
      return;
    }

    const conflict = conflictOf(write, error);
    const type = conflict ? 'conflict' : 'failed';
    const refused = this.#update(write.intent, (old) => ({
      ...old,
      state: type,
      error,
      ...(conflict && { conflict }),
    }));
    if (refused) this.#tell({ type, write: refused });
  }

  #update(intent: string, change: (write: Write) => Write): Write | undefined {
    let changed: Write | undefined;
    const writes = this.#writes.map((write) => {
      if (write.intent !== intent) return write;
      changed = change(write);
      return changed;
    });
    if (changed) this.#publish(writes);
    return changed;
  }

  #publish(writes: readonly Write[]): void {
    this.#writes = writes;
    const unconfirmed = writes.filter((write) => write.state !== 'confirmed');
    // A full disk or a forbidden storage leaves the writes to this page alone.
    this.#saved = this.#store?.save(unconfirmed).catch(() => undefined);
    for (const listener of this.#listeners) listener();
  }
}
