import { createContext, use } from 'react';

/** Text of a person that no server has confirmed; it outlives the page. */
export interface Draft {
  value: string;
  /** The version of the resource the text was written from. */
  version: number;
  savedAt: string;
}

/** The texts one person has begun in this browser; whoever signs in next sees none of them. */
export interface Drafts {
  read: (owner: string, field: string, now?: number) => Draft | undefined;
  /** False when the browser has no room: the text is then `unsaved`, and the page is not left without a warning. */
  save: (owner: string, field: string, value: string, version: number, now?: number) => boolean;
  drop: (owner: string, field: string) => void;
  /** After the server confirmed `value`; what was typed since stays. */
  settle: (owner: string, field: string, value: string) => void;
  /** Texts that are nowhere but in this page, because the browser had no room for them. */
  unsaved: () => string[];
  /** Every text that is kept for later or waits in this page for room. */
  texts: (now?: number) => string[];
  /** Forgets all of them. */
  clear: () => void;
}

const prefix = 'taskflow.draft.';
/** A draft nobody came back to is not worth a surprise later. */
const keptFor = 14 * 86_400_000;

function storage(): Storage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}

function parse(stored: string | null | undefined, now: number): Draft | undefined {
  try {
    const draft = JSON.parse(stored ?? 'null') as Draft | null;
    return draft && now - Date.parse(draft.savedAt) < keptFor ? draft : undefined;
  } catch {
    return undefined;
  }
}

export function draftsOf(userId: string): Drafts {
  const own = `${prefix}${userId}.`;
  const unsaved = new Map<string, string>();
  const key = (owner: string, field: string) => `${own}${owner}.${field}`;
  const ownKeys = () => Object.keys(storage() ?? {}).filter((one) => one.startsWith(own));

  const read: Drafts['read'] = (owner, field, now = Date.now()) => parse(storage()?.getItem(key(owner, field)), now);
  const drop: Drafts['drop'] = (owner, field) => {
    unsaved.delete(key(owner, field));
    storage()?.removeItem(key(owner, field));
  };
  const store = (at: string, draft: Draft): boolean => {
    try {
      storage()?.setItem(at, JSON.stringify(draft));
      return storage() !== undefined;
    } catch {
      return false;
    }
  };

  return {
    read,
    drop,
    save: (owner, field, value, version, now = Date.now()) => {
      const at = key(owner, field);
      const kept = store(at, { value, version, savedAt: new Date(now).toISOString() });
      if (kept) unsaved.delete(at);
      else unsaved.set(at, value);
      return kept;
    },
    settle: (owner, field, value) => {
      const latest = unsaved.get(key(owner, field)) ?? read(owner, field)?.value;
      if (latest === value) drop(owner, field);
    },
    unsaved: () => [...unsaved.values()],
    texts: (now = Date.now()) => [
      ...ownKeys().flatMap((one) => (unsaved.has(one) ? [] : (parse(storage()?.getItem(one), now)?.value ?? []))),
      ...unsaved.values(),
    ],
    clear: () => {
      unsaved.clear();
      for (const one of ownKeys()) storage()?.removeItem(one);
    },
  };
}

/** The drafts of who is signed in; the shell provides them. */
export const DraftsContext = createContext<Drafts | undefined>(undefined);

export function useDrafts(): Drafts {
  const drafts = use(DraftsContext);
  if (!drafts) throw new Error('Drafts belong to a person: nobody is signed in here.');
  return drafts;
}
