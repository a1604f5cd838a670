import { commentedTasks } from '@/features/comments/cache';
import type { Envelope, Task } from '@/shared/api/types';
import { RetryPolicy } from '@/shared/realtime/retryPolicy';
import { maxBehind, type Position } from '@/shared/realtime/sequence';
import { applyEnvelopes, type BoardModel } from './model';
import { TaskReader } from './taskReader';

export interface BoardStore {
  /** Nothing while no board was read. */
  get: () => BoardModel | undefined;
  set: (model: BoardModel) => void;
  /** Reads a snapshot into the store. */
  reload: () => Promise<void>;
  /** The board is of another epoch than the log: follow the log anew. */
  restart: () => void;
  readTask: (id: string) => Promise<Task>;
  putTask: (task: Task) => void;
}

/** Keeps a board at the place of its project's log, whichever of the two comes later: the board, or what follows it. */
export class BoardFold {
  readonly #store: BoardStore;
  readonly #reader: TaskReader;
  readonly #retry = new RetryPolicy();
  /** What was told last: a board that was read a moment ago may be older than the log as it is known here. */
  #tail: Envelope[] = [];
  #at: Position | undefined;
  #reloading: 'once' | 'again' | undefined;

  constructor(store: BoardStore) {
    this.#store = store;
    this.#reader = new TaskReader(store.readTask, store.putTask);
  }

  /** Nothing is on its way that the log has told of. */
  get isSettled(): boolean {
    return this.#reader.isIdle && !this.#reloading;
  }

  /** What follows is told from here on. */
  begin(at: Position): void {
    this.#tail = [];
    this.#at = at;
    this.#reader.forget();
    this.catchUp();
  }

  apply(envelopes: readonly Envelope[]): void {
    this.#tail = [...this.#tail, ...envelopes].slice(-maxBehind);
    const last = envelopes.at(-1);
    if (this.#at && last) this.#at = { ...this.#at, seq: last.seq };
    for (const { resource } of envelopes) if (resource.type === 'task') this.#reader.saw(resource.id, resource.version);
    this.catchUp();
  }

  /** The store may have another board. */
  catchUp(): void {
    const board = this.#store.get();
    if (!board || !this.#at) return;
    if (board.epoch !== this.#at.epoch) return this.#store.restart();
    if (board.seq >= this.#at.seq) return;
    const missing = this.#tail.filter(({ seq }) => seq > board.seq);
    if (missing[0]?.seq !== board.seq + 1) return this.#reload();

    const { model, unknown, stale } = applyEnvelopes(board, missing);
    this.#store.set(model);
    for (const id of new Set([...unknown, ...commentedTasks(missing)])) this.#reader.ask(id);
    if (stale) this.#reload();
  }

  #reload(): void {
    if (this.#reloading) this.#reloading = 'again';
    else void this.#runReload();
  }

  async #runReload(): Promise<void> {
    for (;;) {
      this.#reloading = 'once';
      try {
        await this.#store.reload();
        this.catchUp();
      } catch {
        this.#reloading = 'again';
      }
      if (this.#reloading === 'once') break;
      await new Promise((resolve) => setTimeout(resolve, this.#retry.next()));
    }
    this.#reloading = undefined;
    this.#retry.held(Infinity);
  }
}
