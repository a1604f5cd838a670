const first = 1_000;
const longest = 30_000;
/** A connection that held this long was a good one: the next trouble is a new one. */
const stable = 60_000;

/** 1, 2, 4 … 30 s with full jitter, for ever (C-4.5). */
export class RetryPolicy {
  readonly #random: () => number;
  #failures = 0;

  constructor(random: () => number = Math.random) {
    this.#random = random;
  }

  /** Milliseconds to wait before the next try. */
  next(): number {
    const ceiling = Math.min(longest, first * 2 ** this.#failures);
    this.#failures = Math.min(this.#failures + 1, 5);
    return Math.round(this.#random() * ceiling);
  }

  /** It worked for so long. */
  held(milliseconds: number): void {
    if (milliseconds >= stable) this.#failures = 0;
  }
}
