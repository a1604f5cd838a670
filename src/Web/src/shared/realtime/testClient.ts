import type { Envelope } from '../api/types';
import { LiveConnection, type LiveState } from './connection';
import type { PresentPerson } from './hub';
import type { TestServer } from './testHub';

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
