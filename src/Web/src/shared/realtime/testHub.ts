import type { Changes, Envelope } from '../api/types';
import type { Hub, HubMessage, Subscribed } from './hub';
import { maxBehind } from './sequence';

/** What a client may be unlucky with. */
export interface Trouble {
  /** How often a message is lost, doubled or late: 0 to 1. */
  lose: number;
  double: number;
  delay: number;
  random: () => number;
}

/** The server's side of one project in memory: a log, hubs on it, and everything that can go wrong with them. */
export class TestServer {
  readonly projectId = 'p';
  epoch = 'e1';
  log: Envelope[] = [];
  /** Refusals of the next tries to connect. */
  refuses = false;
  unreachable = false;
  /** Subscriptions are answered with a reset, or refused. */
  answersReset = false;
  refusal: string | undefined;
  trouble: Trouble | undefined;
  readonly hubs = new Set<TestHub>();
  readonly reads: number[] = [];
  opened = 0;
  snapshots = 0;

  get head(): number {
    return this.log.length;
  }

  commit(count = 1): void {
    for (let n = 0; n < count; n++) {
      const seq = this.head + 1;
      this.log.push({ seq, id: `${this.epoch}:${seq}`, project_id: this.projectId } as Envelope);
      for (const hub of this.hubs) hub.pump();
    }
  }

  /** The database was restored to an earlier state. */
  restore(epoch: string, head: number): void {
    this.epoch = epoch;
    this.log = this.log.slice(0, head).map((line) => ({ ...line, id: `${epoch}:${line.seq}` }));
    for (const hub of this.hubs) hub.break('epoch');
  }

  openHub = async (receive: (message: HubMessage) => void): Promise<Hub> => {
    this.opened++;
    await Promise.resolve();
    if (this.refuses || this.unreachable) throw new Error('refused');
    return new TestHub(this, receive);
  };

  readChanges = async (_: string, after: number, limit: number): Promise<Changes> => {
    this.reads.push(after);
    await Promise.resolve();
    if (this.unreachable) throw new Error('unreachable');
    const items = this.log.slice(after, after + limit);
    return { items, head: this.head, epoch: this.epoch, reset: after > this.head };
  };

  snapshot = async () => {
    this.snapshots++;
    await Promise.resolve();
    if (this.unreachable) throw new Error('unreachable');
    return { epoch: this.epoch, seq: this.head, ids: this.log.map(({ id }) => id) };
  };

  say(message: HubMessage): void {
    for (const hub of this.hubs) hub.say(message);
  }

  cut(): void {
    for (const hub of this.hubs) hub.close();
  }
}

export class TestHub implements Hub {
  readonly calls: [string, ...unknown[]][] = [];
  readonly closed: Promise<void>;
  /** Answers nothing any more, and does not say so. */
  halfOpen = false;
  #seq: number | undefined;
  #close!: () => void;
  #isClosed = false;
  readonly #server: TestServer;
  readonly #receive: (message: HubMessage) => void;

  constructor(server: TestServer, receive: (message: HubMessage) => void) {
    this.#server = server;
    this.#receive = receive;
    this.closed = new Promise((resolve) => (this.#close = resolve));
    server.hubs.add(this);
  }

  close = (): void => {
    this.#isClosed = true;
    this.#server.hubs.delete(this);
    this.#close();
  };

  invoke = async (method: string, ...values: unknown[]): Promise<unknown> => {
    this.calls.push([method, ...values]);
    await Promise.resolve();
    if (this.halfOpen) return new Promise(() => {});
    if (this.#isClosed) throw new Error('The connection was closed.');
    if (method === 'Unsubscribe') this.#seq = undefined;
    return method === 'Subscribe' ? this.#subscribe(values[1] as string, values[2] as number) : undefined;
  };

  say(message: HubMessage): void {
    if (!this.#isClosed && !this.halfOpen) this.#receive(message);
  }

  break(reason: string): void {
    if (this.#seq === undefined) return;
    this.#seq = undefined;
    this.say({ name: 'reset', body: { project_id: this.#server.projectId, reason } });
  }

  /** Sends what follows, as far as luck has it. */
  pump(): void {
    const { log, trouble } = this.#server;
    while (this.#seq !== undefined && this.#seq < log.length) {
      const body = log[this.#seq++]!;
      const luck = trouble?.random() ?? 1;
      const { epoch } = this.#server;
      // Nothing of a log that is no more comes behind the word that it is.
      const send = () => epoch === this.#server.epoch && this.say({ name: 'activity', body });
      if (!trouble || luck >= trouble.lose + trouble.double + trouble.delay) send();
      else if (luck < trouble.delay) setTimeout(send, trouble.random() * 3_000);
      else if (luck < trouble.delay + trouble.double) {
        send();
        setTimeout(send, trouble.random() * 100);
      }
    }
  }

  #subscribe(epoch: string, seq: number): Subscribed {
    const { head, epoch: now, refusal, answersReset } = this.#server;
    if (refusal) throw new Error(`HubException: ${refusal}`);
    const reset = answersReset || epoch !== now || seq > head || head - seq > maxBehind;
    this.#seq = reset ? undefined : seq;
    if (!reset) setTimeout(() => this.pump());
    return { epoch: now, head, replayed: reset ? 0 : head - seq, reset };
  }
}
