import type { Changes, Envelope } from '../api/types';
import { refusalCode, type Hub, type PresentPerson, type Subscribed } from './hub';
import { inTime } from './inTime';
import { RetryPolicy } from './retryPolicy';
import { Sequence, type Position } from './sequence';

/** What keeps a copy of a project and wants to know how it changes. */
export interface FeedSink {
  /** Where to begin: the state as it was read. `anew` when what is known cannot be led on and must be read again. */
  load: (anew: boolean, signal: AbortSignal) => Promise<Position>;
  /** Envelopes in the order of the log, each once, the first right after the last one or the loaded position. */
  apply: (envelopes: readonly Envelope[]) => void;
  /** Null: unknown. */
  presence?: (users: readonly PresentPerson[] | null) => void;
  /** The project may not be seen any more; nothing follows. */
  ended?: (reason: string) => void;
  /** Nobody follows the project any more. */
  close?: () => void;
}

export type ReadChanges = (projectId: string, after: number, limit: number, signal: AbortSignal) => Promise<Changes>;

export interface FeedParts {
  readChanges: ReadChanges;
  random: () => number;
  /** Whether it is at the head of its log may have changed. */
  onMoved: () => void;
}

const pageSize = 200;
const patience = 15_000;
/** So long a head may be ahead of what has arrived. */
const headPatience = 2_000;
/** The server tells heads every 15 s; when two are missing, it does not know them itself. */
const longestSilence = 35_000;
/** Resets that follow each other sooner are paced. */
const betweenResets = 60_000;

/** One project's log: read, followed over the hub while there is one, mended over HTTP, begun anew where it does not lead on (C-4.5). */
export class ProjectFeed {
  readonly projectId: string;
  readonly sequence = new Sequence();
  readonly #sink: FeedSink;
  readonly #parts: FeedParts;
  readonly #ended = new AbortController();
  readonly #failures: RetryPolicy;
  readonly #resets: RetryPolicy;
  #hub: Hub | undefined;
  #isOpen = false;
  #mustLoad: 'first' | 'anew' | undefined = 'first';
  #mustFill = false;
  #working = false;
  #resetCount = 0;
  #lastReset = -Infinity;
  #loadAt = -Infinity;
  #headTimer: ReturnType<typeof setTimeout> | undefined;
  #silenceTimer: ReturnType<typeof setTimeout> | undefined;
  #wake: (() => void) | undefined;

  constructor(projectId: string, sink: FeedSink, parts: FeedParts) {
    this.projectId = projectId;
    this.#sink = sink;
    this.#parts = parts;
    this.#failures = new RetryPolicy(parts.random);
    this.#resets = new RetryPolicy(parts.random);
  }

  /** Everything that the server has said is applied, and what it says next will come. */
  get isLive(): boolean {
    return this.hasEnded || (this.#isOpen && !this.#mustLoad && !this.#mustFill && !this.sequence.hasGap);
  }

  get hasEnded(): boolean {
    return this.#ended.signal.aborted;
  }

  /** How often it had to begin anew. */
  get resets(): number {
    return this.#resetCount;
  }

  /** A connection stands. */
  attach(hub: Hub): void {
    this.#hub = hub;
    this.#isOpen = false;
    this.#settle();
  }

  /** It is gone. */
  detach(): void {
    this.#hub = undefined;
    this.#isOpen = false;
    clearTimeout(this.#headTimer);
    clearTimeout(this.#silenceTimer);
    this.#headTimer = undefined;
    this.#wake?.();
    this.#parts.onMoved();
  }

  /** Without a connection: what the log says now. Rejects when it cannot be read. */
  async poll(): Promise<void> {
    if (this.hasEnded || this.#hub || this.#working) return;
    this.#working = true;
    try {
      if (!this.#mustLoad) await this.#fill();
      if (this.#mustLoad && Date.now() >= this.#loadAt) await this.#load();
    } finally {
      this.#working = false;
      this.#settle();
    }
  }

  /** Nobody needs it any more. */
  close(): void {
    const hub = this.#isOpen ? this.#hub : undefined;
    this.#ended.abort();
    this.detach();
    hub?.invoke('Unsubscribe', this.projectId).catch(() => undefined);
    this.#sink.close?.();
  }

  /** The log does not lead from here to there, or the subscription was ended for that: read the state again. */
  reset(): void {
    if (this.#mustLoad || this.hasEnded) return;
    if (this.#isOpen) this.#hub?.invoke('Unsubscribe', this.projectId).catch(() => undefined);
    this.#isOpen = false;
    this.#mustLoad = 'anew';
    this.#resetCount++;
    // A server that takes no position of ours must not be stormed with snapshots.
    const since = Date.now() - this.#lastReset;
    this.#resets.held(since);
    this.#loadAt = since < betweenResets ? Date.now() + this.#resets.next() : Date.now();
    this.#lastReset = Date.now();
    this.#settle();
  }

  activity(envelope: Envelope): void {
    if (this.hasEnded) return;
    this.#listen();
    this.#apply(this.sequence.offer(envelope));
    if (this.sequence.hasGap) this.#settle();
  }

  head(seq: number): void {
    this.#listen();
    const before = this.sequence.at?.seq;
    if (this.#headTimer !== undefined || before === undefined || seq <= before) return;
    this.#headTimer = setTimeout(() => {
      this.#headTimer = undefined;
      const now = this.sequence.at?.seq;
      if (now === undefined || now >= seq || !this.#isOpen) return;
      if (now !== before) return this.head(seq);
      this.#mustFill = true;
      this.#settle();
    }, headPatience);
  }

  presence(users: readonly PresentPerson[] | null): void {
    if (!this.hasEnded) this.#sink.presence?.(users);
  }

  end(reason: string): void {
    if (this.hasEnded) return;
    this.#ended.abort();
    this.detach();
    this.#sink.ended?.(reason);
  }

  #apply(envelopes: readonly Envelope[]): void {
    if (envelopes.length > 0) this.#sink.apply(envelopes);
  }

  /** Does what is left to do, one after the other, until all is done or the connection is gone. */
  #settle(): void {
    if (!this.#working && this.#hub && !this.isLive) {
      this.#working = true;
      void this.#steps(this.#hub).finally(() => {
        this.#working = false;
        this.#settle();
      });
    }
    this.#parts.onMoved();
  }

  async #steps(hub: Hub): Promise<void> {
    while (this.#hub === hub && !this.isLive) {
      try {
        await this.#step(hub);
        this.#failures.held(Infinity);
      } catch (error) {
        if (refusalCode(error) === 'NOT_FOUND') return this.end('access');
        await this.#pause(this.#failures.next());
        // Whatever the hub refuses, the log can still be read.
        if (this.#hub === hub && !this.#isOpen && !this.#mustLoad) await this.#fill().catch(() => undefined);
      }
    }
  }

  #step(hub: Hub): Promise<void> {
    const wait = this.#loadAt - Date.now();
    if (this.#mustLoad) return wait > 0 ? this.#pause(wait) : this.#load();
    return this.#isOpen ? this.#fill() : this.#open(hub);
  }

  async #load(): Promise<void> {
    this.sequence.stop();
    const anew = this.#mustLoad === 'anew';
    const at = await inTime(patience, this.#ended.signal, (signal) => this.#sink.load(anew, signal));
    this.#mustLoad = undefined;
    this.#mustFill = false;
    this.#apply(this.sequence.restart(at));
  }

  async #open(hub: Hub): Promise<void> {
    const at = this.sequence.at;
    if (!at) return this.reset();
    const subscribe = () => hub.invoke('Subscribe', this.projectId, at.epoch, at.seq) as Promise<Subscribed>;
    const answer = await inTime(patience, this.#ended.signal, subscribe);
    if (hub !== this.#hub || this.#mustLoad) return;
    if (answer.reset) return this.reset();
    this.#isOpen = true;
    this.head(answer.head);
  }

  async #fill(): Promise<void> {
    this.#mustFill = true;
    for (let asked = this.sequence.at; asked && !this.#mustLoad; asked = this.sequence.at) {
      const { seq } = asked;
      const read = (signal: AbortSignal) => this.#parts.readChanges(this.projectId, seq, pageSize, signal);
      const changes = await inTime(patience, this.#ended.signal, read);
      const verdict = this.sequence.fill(asked, changes);
      if (verdict === 'reset') return this.reset();
      this.#apply(verdict);
      if ((this.sequence.at?.seq ?? 0) >= changes.head) break;
    }
    // What is held back still is told by the log, too, or by no log at all.
    if (this.sequence.hasGap) this.sequence.forget();
    else this.#mustFill = false;
  }

  /** Waits for the next sign of the server; without one, asks the log itself. */
  #listen(): void {
    clearTimeout(this.#silenceTimer);
    if (!this.#isOpen) return;
    this.#silenceTimer = setTimeout(() => {
      this.#mustFill = true;
      this.#settle();
      this.#listen();
    }, longestSilence);
  }

  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(wake, milliseconds);
      this.#wake = wake;
    });
  }
}
