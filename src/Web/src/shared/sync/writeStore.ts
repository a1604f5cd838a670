import { createStore, del, get, keys, set } from 'idb-keyval';
import { ApiError, type Problem } from '../api/problem';
import type { Write } from './write';

/** Where the writes of one page wait for the server, so that they outlive the page. */
export interface WriteStore {
  /** Settles when the writes are kept; before that none of them may leave. */
  save: (writes: readonly Write[]) => Promise<void>;
  /** Hands over what closed pages of the same person left behind, and what the open ones leave when they close. */
  adopt: (take: (writes: readonly Write[]) => Promise<void>) => void;
  /** The page stops writing: what it has kept may be adopted. */
  close: () => void;
}

type Kept = Omit<Write, 'error'> & { problem?: Problem };

const lockOf = (page: string) => `taskflow.writes.${page}`;

/** None where the browser has no storage or no locks: unsent writes then live as long as the page. */
export function openWriteStore(userId: string): WriteStore | undefined {
  if (!globalThis.indexedDB || !navigator.locks) return undefined;
  const pages = createStore('taskflow', 'writes');
  const own = `${userId}/${crypto.randomUUID()}`;
  const waiting = new AbortController();
  let release = () => {};

  // Held for the life of the page: whoever gets the lock of another page knows that it is gone.
  navigator.locks
    .request(lockOf(own), { signal: waiting.signal }, () => new Promise<void>((resolve) => (release = resolve)))
    .catch(() => undefined);

  const inherit = (page: string, take: (writes: readonly Write[]) => Promise<void>) =>
    navigator.locks.request(lockOf(page), { signal: waiting.signal }, async () => {
      const left = await get<Kept[]>(page, pages);
      // Taken twice after a crash in between is harmless: an intent is queued once.
      if (left) await take(left.map(revive));
      await del(page, pages);
    });

  return {
    save: (writes) => (writes.length > 0 ? set(own, writes.map(keep), pages) : del(own, pages)),
    adopt: (take) => {
      const others = async () => {
        const known = await keys<string>(pages);
        const left = known.filter((page) => page !== own && page.startsWith(`${userId}/`));
        await Promise.all(left.map((page) => inherit(page, take)));
      };
      // Without storage there is nothing to inherit; an abort means that this page is closing.
      others().catch(() => undefined);
    },
    close: () => {
      waiting.abort();
      release();
    },
  };
}

/** Errors do not survive cloning; what the server said does. */
function keep({ error, ...write }: Write): Kept {
  return error instanceof ApiError ? { ...write, problem: error.problem } : write;
}

function revive({ problem, ...write }: Kept): Write {
  return problem ? { ...write, error: new ApiError(problem) } : write;
}
