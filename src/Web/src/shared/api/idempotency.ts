/**
 * One key per intent of the user. The same payload keeps its key until the outcome is known, so that pressing the button
 * again after a lost answer replays the first request instead of doing the work twice.
 */
export class IntentKeys {
  readonly #open = new Map<string, string>();

  keyFor(payload: unknown): string {
    const fingerprint = JSON.stringify(payload) ?? '';
    const known = this.#open.get(fingerprint);
    if (known) return known;

    const key = crypto.randomUUID();
    this.#open.set(fingerprint, key);
    return key;
  }

  /** The server answered for good: the same payload is a new intent from now on. */
  settle(payload: unknown): void {
    this.#open.delete(JSON.stringify(payload) ?? '');
  }
}
