/** Text of a person that no server has confirmed; it outlives the page. */
export interface Draft {
  value: string;
  /** The version of the task the text was written from. */
  version: number;
  savedAt: string;
}

const key = (owner: string, field: string) => `taskflow.draft.${owner}.${field}`;
/** A draft nobody came back to is not worth a surprise later. */
const keptFor = 14 * 86_400_000;

function storage(): Storage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}

export function readDraft(owner: string, field: string, now = Date.now()): Draft | undefined {
  try {
    const draft = JSON.parse(storage()?.getItem(key(owner, field)) ?? 'null') as Draft | null;
    return draft && now - Date.parse(draft.savedAt) < keptFor ? draft : undefined;
  } catch {
    return undefined;
  }
}

/** False when the browser has no room: the page must then not be left without a warning. */
export function saveDraft(owner: string, field: string, value: string, version: number, now = Date.now()): boolean {
  try {
    const draft: Draft = { value, version, savedAt: new Date(now).toISOString() };
    storage()?.setItem(key(owner, field), JSON.stringify(draft));
    return storage() !== undefined;
  } catch {
    return false;
  }
}

export function dropDraft(owner: string, field: string): void {
  storage()?.removeItem(key(owner, field));
}

/** After the server confirmed `value`; what was typed since stays. */
export function settleDraft(owner: string, field: string, value: string): void {
  if (readDraft(owner, field)?.value === value) dropDraft(owner, field);
}
