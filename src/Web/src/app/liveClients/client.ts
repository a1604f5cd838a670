import { BoardFold } from '@/features/board/fold';
import { indexBoard, newerOf, putCard, type BoardModel } from '@/features/board/model';
import type { Board, Changes, Envelope, Task } from '@/shared/api/types';
import { LiveConnection } from '@/shared/realtime/connection';
import type { Position } from '@/shared/realtime/sequence';
import { signalrHub } from '@/shared/realtime/signalrHub';
import { digestOf } from './digest';
import { Nodes, reader } from './http';
import { summary } from './stats';

interface ClientOptions {
  client: number;
  nodes: readonly string[];
  token: string;
  projectId: string;
}

const cardsPerColumn = 500;

/** One person's page without the page: the real client module and the real fold of the board. */
export class Client {
  readonly #options: ClientOptions;
  readonly #read: <T>(path: string, signal?: AbortSignal) => Promise<T>;
  readonly #fold: BoardFold;
  readonly #connection: LiveConnection;
  #board: BoardModel | undefined;
  /** Where the envelopes that were applied end; checked against each, so that the module cannot lie about its own order. */
  #seq = 0;
  #epoch: string | null = null;
  #applied = 0;
  #duplicates = 0;
  #gaps = 0;
  #outOfOrder = 0;
  #liveSince = Infinity;
  #lastApplied: number | undefined;
  #worstGap = 0;
  #latencies: number[] = [];
  #people: number | null = null;
  #ended: string | null = null;

  constructor(options: ClientOptions) {
    const { client, nodes: urls, token, projectId } = options;
    this.#options = options;
    const nodes = new Nodes(urls, client);
    this.#read = reader(new Nodes(urls, client), token, urls.length);
    this.#connection = new LiveConnection({
      openHub: signalrHub({
        url: () => `${nodes.next()}/hubs/activity`,
        headers: { Authorization: `Bearer ${token}` },
      }),
      readChanges: (id, after, limit, signal) =>
        this.#read<Changes>(`/api/projects/${id}/changes?after=${after}&limit=${limit}`, signal),
      onState: (state) => {
        this.#liveSince = state === 'live' ? Date.now() : Infinity;
      },
      sinkOf: () => ({
        load: (_, signal) => this.#load(signal),
        apply: (envelopes) => this.#apply(envelopes),
        presence: (users) => {
          this.#people = users?.length ?? null;
        },
        ended: (reason) => {
          this.#ended = reason;
        },
      }),
    });
    this.#fold = new BoardFold({
      get: () => this.#board,
      set: (model) => {
        this.#board = model;
      },
      reload: () => this.#reload(),
      restart: () => this.#connection.feedOf(projectId)?.reset(),
      readTask: (id) => this.#read<Task>(`/api/tasks/${id}`),
      putTask: (task) => {
        if (this.#board) this.#board = putCard(this.#board, task);
      },
    });
    this.#connection.follow(projectId);
  }

  get latencies(): readonly number[] {
    return this.#latencies;
  }

  get isLive(): boolean {
    return this.#connection.state === 'live' && this.#fold.isSettled;
  }

  report() {
    const feed = this.#connection.feedOf(this.#options.projectId);
    return {
      kind: 'client',
      client: this.#options.client,
      state: this.#ended ? 'ended' : this.#connection.state,
      settled: this.#fold.isSettled,
      epoch: this.#epoch,
      seq: this.#seq,
      // Of what was applied: anything but 0 is a broken promise.
      applied: this.#applied,
      duplicates: this.#duplicates,
      gaps: this.#gaps,
      out_of_order: this.#outOfOrder,
      // Of what arrived, and was mended.
      arrived_twice: feed?.sequence.arrivals.duplicates ?? 0,
      arrived_early: feed?.sequence.arrivals.early ?? 0,
      gaps_filled: feed?.sequence.arrivals.gaps ?? 0,
      resets: feed?.resets ?? 0,
      reconnects: this.#connection.reconnects,
      people: this.#people,
      worst_gap_ms: this.#worstGap,
      latency_ms: summary(this.#latencies),
      board_seq: this.#board?.seq ?? null,
      digest: this.#board ? digestOf(this.#board) : null,
    };
  }

  /** What somebody who opens the board now would see. */
  async snapshot() {
    const board = await this.#fresh();
    return { kind: 'snapshot', epoch: board.epoch, seq: board.seq, tasks: board.cards.size, digest: digestOf(board) };
  }

  restartClock(): void {
    this.#latencies = [];
    this.#worstGap = 0;
    this.#lastApplied = undefined;
  }

  close(): void {
    this.#connection.close();
  }

  async #fresh(signal?: AbortSignal): Promise<BoardModel> {
    const { projectId } = this.#options;
    return indexBoard(await this.#read<Board>(`/api/projects/${projectId}/board?limit=${cardsPerColumn}`, signal));
  }

  async #reload(): Promise<void> {
    const fresh = await this.#fresh();
    this.#board = newerOf(this.#board, fresh);
  }

  async #load(signal: AbortSignal): Promise<Position> {
    const board = await this.#fresh(signal);
    const at: Position = { epoch: board.epoch, seq: board.seq };
    this.#board = newerOf(this.#board, board);
    this.#epoch = at.epoch;
    this.#seq = at.seq;
    this.#fold.begin(at);
    return at;
  }

  #apply(envelopes: readonly Envelope[]): void {
    const now = Date.now();
    if (this.#lastApplied !== undefined) this.#worstGap = Math.max(this.#worstGap, now - this.#lastApplied);
    this.#lastApplied = now;
    for (const { seq, at } of envelopes) {
      if (seq === this.#seq) this.#duplicates++;
      else if (seq < this.#seq) this.#outOfOrder++;
      else if (seq > this.#seq + 1) this.#gaps++;
      this.#seq = Math.max(this.#seq, seq);
      this.#applied++;
      // What was committed while the line was away is late for that reason, and is not counted.
      const committed = Date.parse(at);
      if (committed >= this.#liveSince) this.#latencies.push(now - committed);
    }
    this.#fold.apply(envelopes);
  }
}
