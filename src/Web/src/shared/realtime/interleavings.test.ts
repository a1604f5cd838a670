import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { testClient } from './testClient';
import { TestServer } from './testHub';

const runs = 2_000;
const steps = 25;

/** Mulberry32: the same luck for the same seed. */
function luckOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** One life of a client under bad luck: which promises were broken. What it knows must always be a state of the log, and at the end the log. */
async function live(seed: number): Promise<string[]> {
  const luck = luckOf(seed);
  const server = new TestServer();
  const { connection, told, wake } = testClient(server, luck);
  const whole = (most: number) => Math.floor(luck() * most);
  let epochs = 1;
  const faults = [
    () => server.commit(1 + whole(5)),
    () => server.commit(1 + whole(5)),
    () => server.cut(),
    () => void (server.trouble = { lose: luck() * 0.2, double: luck() * 0.2, delay: luck() * 0.2, random: luck }),
    () => void (server.trouble = undefined),
    () => void (server.refuses = luck() < 0.5),
    () => void (server.unreachable = luck() < 0.3),
    () => server.hubs.forEach((hub) => (hub.halfOpen ||= luck() < 0.5)),
    () => server.hubs.forEach((hub) => hub.break('too_many')),
    () => void (server.refusal = luck() < 0.5 ? 'DATABASE_BUSY: Later.' : undefined),
    () => void (server.answersReset = luck() < 0.2),
    () => luck() < 0.2 && server.restore(`e${++epochs}`, whole(server.head + 1)),
    () => luck() < 0.1 && server.commit(600),
    () => server.say({ name: 'heads', body: { p: server.head } }),
    () =>
      luck() < 0.3 &&
      server.say({ name: 'server_shutting_down', body: { in_seconds: 30, reconnect_after_ms: whole(20_000) } }),
    wake,
  ];
  const broken: string[] = [];
  const must = (holds: boolean, what: string) => void (holds || broken.push(`${what} (seed ${seed})`));
  const mustBeAState = () => {
    const log = server.log.slice(0, told.seq).map(({ id }) => id);
    must(told.wrong.length === 0, 'nothing is applied twice or out of order');
    must(new Set(told.ids).size === told.ids.length, 'nothing is there twice');
    must(told.epoch !== server.epoch || told.ids.join(' ') === log.join(' '), 'what is known is a state of the log');
  };

  server.commit(whole(10));
  connection.follow('p');
  for (let step = 0; step < steps; step++) {
    faults[whole(faults.length)]!();
    await vi.advanceTimersByTimeAsync(luck() < 0.5 ? whole(50) : whole(5_000));
    mustBeAState();
  }

  // Everything is healed: heads come again, and within a minute or two the client knows all.
  Object.assign(server, {
    trouble: undefined,
    refuses: false,
    unreachable: false,
    answersReset: false,
    refusal: undefined,
  });
  for (let n = 0; n < 10; n++) {
    server.say({ name: 'heads', body: { p: server.head } });
    await vi.advanceTimersByTimeAsync(15_000);
  }
  mustBeAState();
  must(told.epoch === server.epoch && told.seq === server.head, 'in the end all is known');
  must(connection.state === 'live', 'in the end the link is live');
  connection.close();
  await vi.advanceTimersByTimeAsync(60_000);
  must(vi.getTimerCount() === 0, 'nothing is left behind');
  return broken;
}

it(`knows the log, each line once and in order, whatever happens (${runs} lives)`, async () => {
  for (let seed = 1; seed <= runs; seed++) expect(await live(seed)).toEqual([]);
}, 120_000);
