import type { Changes, Envelope } from '../api/types';

export interface Position {
  epoch: string;
  seq: number;
}

/** Farther behind, one snapshot is cheaper than the log; the hub draws the same line. */
export const maxBehind = 500;

/** What one answer of the log means for a reader that asked for what follows `asked`. */
export function judge(asked: Position, { head, items, epoch, reset }: Changes): 'reset' | Envelope[] {
  if (reset || epoch !== asked.epoch || head < asked.seq || head - asked.seq > maxBehind) return 'reset';
  const fresh = items.filter((envelope) => envelope.seq > asked.seq).toSorted((a, b) => a.seq - b.seq);
  if (fresh.length === 0) return head > asked.seq ? 'reset' : [];
  return fresh.every((envelope, index) => envelope.seq === asked.seq + index + 1) ? fresh : 'reset';
}

export interface Arrivals {
  /** Came again and were dropped. */
  duplicates: number;
  /** Came before the ones they follow and were held back. */
  early: number;
  /** Times that something was missing. */
  gaps: number;
}

/** Puts the envelopes of one project's log in order: each leaves here once, right after the one before it (C-4.5). */
export class Sequence {
  readonly arrivals: Arrivals = { duplicates: 0, early: 0, gaps: 0 };
  readonly #early = new Map<number, Envelope>();
  #at: Position | undefined;
  #epoch: string | undefined;

  /** Where the reader stands; nothing while the first snapshot is on its way. */
  get at(): Position | undefined {
    return this.#at;
  }

  /** Envelopes are held back because something before them is missing. */
  get hasGap(): boolean {
    return this.#at !== undefined && this.#early.size > 0;
  }

  /** A snapshot is on its way: what comes is held back until it is there. */
  stop(): void {
    this.#at = undefined;
  }

  /** Drops what is held back. */
  forget(): void {
    this.#early.clear();
  }

  /** A snapshot was read. What came meanwhile follows it. */
  restart(at: Position): Envelope[] {
    if (this.#epoch !== undefined && this.#epoch !== at.epoch) this.#early.clear();
    this.#at = at;
    this.#epoch = at.epoch;
    for (const seq of this.#early.keys()) if (seq <= at.seq) this.#early.delete(seq);
    return this.#drain();
  }

  /** Takes what arrived; returns what may be applied now, in order. */
  offer(envelope: Envelope): Envelope[] {
    if ((this.#at && envelope.seq <= this.#at.seq) || this.#early.has(envelope.seq)) {
      this.arrivals.duplicates++;
      return [];
    }
    const had = this.#early.size;
    // What is dropped here is asked for again when the gap is filled.
    if (had < 2 * maxBehind || envelope.seq === (this.#at?.seq ?? 0) + 1) this.#early.set(envelope.seq, envelope);
    const ready = this.#drain();
    if (ready.length === 0 && this.#at) {
      this.arrivals.early++;
      if (had === 0) this.arrivals.gaps++;
    }
    return ready;
  }

  /** Takes an answer of the log to a question from `asked`; by now the reader may have come farther on its own. */
  fill(asked: Position, changes: Changes): 'reset' | Envelope[] {
    if (this.#at?.epoch !== asked.epoch) return [];
    const verdict = judge(asked, changes);
    if (verdict === 'reset') return verdict;
    for (const envelope of verdict) if (envelope.seq > this.#at.seq) this.#early.set(envelope.seq, envelope);
    return this.#drain();
  }

  #drain(): Envelope[] {
    const ready: Envelope[] = [];
    while (this.#at) {
      const seq: number = this.#at.seq + 1;
      const next = this.#early.get(seq);
      if (!next) break;
      this.#early.delete(seq);
      this.#at = { epoch: this.#at.epoch, seq };
      ready.push(next);
    }
    return ready;
  }
}
