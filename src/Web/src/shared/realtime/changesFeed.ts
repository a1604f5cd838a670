import { retryDelay } from '../api/queryClient';
import type { Changes, Envelope } from '../api/types';

export interface Position {
  epoch: string;
  seq: number;
}

export interface FeedSink {
  /** Where the reader stands; none while the first snapshot is on its way. */
  position: () => Position | undefined;
  /** Envelopes in the order of the log, the first one right after the position. */
  apply: (envelopes: readonly Envelope[]) => void;
  /** The log does not lead from here to there: read the snapshot again. */
  reset: () => void;
}

type Read = (after: number, limit: number, signal: AbortSignal) => Promise<Changes>;

const interval = 4_000;
const pageSize = 200;
/** Farther behind, one snapshot is cheaper than the log; the hub draws the same line. */
const maxBehind = 500;

/** What to do with one answer of the log. */
export function judge(at: Position, changes: Changes): 'reset' | 'nothing' | Envelope[] {
  if (changes.reset || changes.epoch !== at.epoch || changes.head < at.seq || changes.head - at.seq > maxBehind)
    return 'reset';
  const fresh = changes.items.filter((envelope) => envelope.seq > at.seq).toSorted((a, b) => a.seq - b.seq);
  if (fresh.length === 0) return changes.head > at.seq ? 'reset' : 'nothing';
  return fresh.every((envelope, index) => envelope.seq === at.seq + index + 1) ? fresh : 'reset';
}

/** Follows the numbered log of a project by asking for it while the page is visible; returns the stop. */
export function followChanges(read: Read, sink: FeedSink): () => void {
  const abort = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = false;
  let failures = 0;

  const visible = () => document.visibilityState === 'visible';

  async function catchUp(): Promise<void> {
    for (;;) {
      const at = sink.position();
      if (!at || abort.signal.aborted) return;
      const changes = await read(at.seq, pageSize, abort.signal);
      const now = sink.position();
      if (abort.signal.aborted || now?.epoch !== at.epoch || now.seq !== at.seq) return;

      const verdict = judge(at, changes);
      if (verdict === 'nothing') return;
      if (verdict === 'reset') return sink.reset();
      sink.apply(verdict);
      if (sink.position()?.seq === changes.head) return;
    }
  }

  async function tick(): Promise<void> {
    clearTimeout(timer);
    if (running || !visible() || abort.signal.aborted) return;
    running = true;
    try {
      await catchUp();
      failures = 0;
      timer = setTimeout(() => void tick(), interval);
    } catch (error) {
      failures = Math.min(failures + 1, 6);
      if (!abort.signal.aborted) timer = setTimeout(() => void tick(), interval + retryDelay(failures, error));
    } finally {
      running = false;
    }
  }

  const now = () => void tick();
  document.addEventListener('visibilitychange', now);
  window.addEventListener('focus', now);
  timer = setTimeout(now, interval);

  return () => {
    abort.abort();
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', now);
    window.removeEventListener('focus', now);
  };
}
