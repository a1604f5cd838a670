import { ApiError, isRetryable } from '@/shared/api/problem';
import type { TaskLock } from '@/shared/api/types';

/** What a lease asks of the server and tells the page. */
export interface LeaseSide {
  take: () => Promise<TaskLock>;
  /** The page may be on its way out. */
  release: () => Promise<void>;
  /** Whose the lock is now; none after it was given back. */
  onHolder: (lock: TaskLock | null) => void;
}

/** Who only passes through a field with the Tab key takes nothing. */
const firstWait = 250;
/** Well within the five minutes of the server, so that one lost answer costs nothing. */
const renewal = 120_000;
const nextTry = 15_000;

/** The lock of a 423. */
export function holderIn(error: unknown): TaskLock | undefined {
  if (!(error instanceof ApiError) || error.code !== 'TASK_LOCKED') return undefined;
  const { locked_by, expires_at } = error.problem.details as { locked_by: string; expires_at: string };
  return { user_id: locked_by, expires_at };
}

export interface Lease {
  /** Whether somebody is writing: only then is the lock taken and renewed. What is held stays held. */
  attend: (writing: boolean) => void;
  end: () => void;
}

/**
 * Holds the edit lock of a task from now until its end (S-2.3). Nothing waits for it: who does not get it may go on writing, and the
 * server decides about each text that is saved. A page that nobody sees does not renew, so a forgotten one ends by itself.
 */
export function startLease({ take, release, onHolder }: LeaseSide): Lease {
  let ended = false;
  let held = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function again(wait: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void attempt(), wait);
  }

  async function attempt(): Promise<void> {
    const own = timer;
    if (held && document.visibilityState === 'hidden') return again(nextTry);
    try {
      const lock = await take();
      held = true;
      if (ended) return giveBack();
      onHolder(lock);
      if (timer === own) again(renewal);
    } catch (error) {
      if (ended) return;
      const other = holderIn(error);
      if (other) {
        held = false;
        onHolder(other);
      }
      if (timer === own && (other || isRetryable(error))) again(nextTry);
    }
  }

  function giveBack(): void {
    held = false;
    onHolder(null);
    // It ends by itself when the server cannot be told.
    release().catch(() => undefined);
  }

  function end(): void {
    if (ended) return;
    ended = true;
    clearTimeout(timer);
    window.removeEventListener('pagehide', end);
    if (held) giveBack();
  }

  window.addEventListener('pagehide', end);
  return {
    end,
    attend: (writing) => {
      clearTimeout(timer);
      timer = undefined;
      if (writing && !ended) again(held ? renewal : firstWait);
    },
  };
}
