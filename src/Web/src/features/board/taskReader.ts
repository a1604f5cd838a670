import { isRetryable } from '@/shared/api/problem';
import type { Task } from '@/shared/api/types';
import { RetryPolicy } from '@/shared/realtime/retryPolicy';

interface Reading {
  /** Asked for again since the request went out: its answer may be older than the reason to ask. */
  again: boolean;
  /** The newest version that the log told of meanwhile. */
  seen: number;
}

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Reads tasks that the log names but does not show, each once at a time, and never puts an answer that the log has overtaken. */
export class TaskReader {
  readonly #readings = new Map<string, Reading>();
  readonly #read: (id: string) => Promise<Task>;
  readonly #put: (task: Task) => void;

  constructor(read: (id: string) => Promise<Task>, put: (task: Task) => void) {
    this.#read = read;
    this.#put = put;
  }

  ask(id: string): void {
    const reading = this.#readings.get(id);
    if (reading) reading.again = true;
    else void this.#run(id);
  }

  /** The log told of this version. */
  saw(id: string, version: number): void {
    const reading = this.#readings.get(id);
    if (reading) reading.seen = Math.max(reading.seen, version);
  }

  /** What is asked for has been read in another way. */
  forget(): void {
    this.#readings.clear();
  }

  get isIdle(): boolean {
    return this.#readings.size === 0;
  }

  async #run(id: string): Promise<void> {
    const reading: Reading = { again: false, seen: 0 };
    const retry = new RetryPolicy();
    this.#readings.set(id, reading);
    while (this.#readings.get(id) === reading) {
      reading.again = false;
      try {
        const task = await this.#read(id);
        if (this.#readings.get(id) !== reading) return;
        if (reading.again) continue;
        if (task.version >= reading.seen) {
          this.#readings.delete(id);
          this.#put(task);
          return;
        }
      } catch (error) {
        // A task out of reach answers 404 and stays out of the board.
        if (!isRetryable(error)) break;
      }
      await sleep(retry.next());
    }
    if (this.#readings.get(id) === reading) this.#readings.delete(id);
  }
}
