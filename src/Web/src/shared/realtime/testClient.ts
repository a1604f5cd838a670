import { afterEach, beforeEach, expect, vi } from 'vitest';
import type { Envelope } from '../api/types';
import { LiveConnection, type LiveState } from './connection';
import type { PresentPerson } from './hub';
import { TestServer, type TestHub } from './testHub';

/** A client that folds the log into the list of its lines, and takes note of everything it is told. */
export function testClient(server: TestServer, random = () => 0.5) {
  const told = {
    /** The fold: what a snapshot taken at `seq` would show. */
    ids: [] as string[],
    epoch: '',
    seq: 0,
    /** Envelopes that did not follow the one before. */
    wrong: [] as number[],
    loads: [] as boolean[],
    states: [] as LiveState[],
    presence: [] as (readonly PresentPerson[] | null)[],
    ended: [] as string[],
  };
  const wakes: (() => void)[] = [];
  const connection = new LiveConnection({
    openHub: server.openHub,
    readChanges: server.readChanges,
    random,
    onState: (state) => told.states.push(state),
    wakeUps: (wake) => {
      wakes.push(wake);
      return () => wakes.splice(0);
    },
    sinkOf: () => ({
      load: async (anew) => {
        told.loads.push(anew);
        const { ids, epoch, seq } = await server.snapshot();
        Object.assign(told, { ids: [...ids], epoch, seq });
        return { epoch, seq };
      },
      apply: (envelopes: readonly Envelope[]) => {
        for (const { seq, id } of envelopes) {
          if (seq !== told.seq + 1) told.wrong.push(seq);
          told.seq = seq;
          told.ids.push(id);
        }
      },
      presence: (users) => told.presence.push(users),
      ended: (reason) => told.ended.push(reason),
    }),
  });
  return { connection, told, wake: () => wakes.forEach((one) => one()) };
}

export type TestClient = ReturnType<typeof testClient>;

/** A server with three lines in its log before each test, and clients that are closed after it. */
export function setStage() {
  const clients: TestClient[] = [];
  const stage = { server: new TestServer() };

  beforeEach(() => {
    vi.useFakeTimers();
    stage.server = new TestServer();
    stage.server.commit(3);
  });
  afterEach(() => {
    for (const { connection } of clients.splice(0)) connection.close();
    vi.useRealTimers();
  });

  return {
    stage,
    open: (random?: () => number) => {
      const client = testClient(stage.server, random);
      clients.push(client);
      return { ...client, leave: client.connection.follow('p') };
    },
    hub: () => [...stage.server.hubs][0]!,
    shouldEqualTheLog: ({ told }: TestClient) => {
      expect(told.ids).toEqual(stage.server.log.map(({ id }) => id));
      expect(told.wrong).toEqual([]);
    },
  };
}

export const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);
export const callsOf = (hub: TestHub, method: string) => hub.calls.filter(([name]) => name === method);
