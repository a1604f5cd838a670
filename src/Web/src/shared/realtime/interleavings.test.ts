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

/** One life of a client under bad luck; what it knows at any time must be a state the log was in, and at the end the log. */
async function live(seed: number): Promise<void> {
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
  const shouldBeAState = () => {
    expect(told.wrong, `seed ${seed}`).toEqual([]);
    expect(new Set(told.ids).size, `seed ${seed}`).toBe(told.ids.length);
    if (told.epoch === server.epoch)
      expect(told.ids, `seed ${seed}`).toEqual(server.log.slice(0, told.seq).map(({ id }) => id));
  };

  server.commit(whole(10));
  connection.follow('p');
  for (let step = 0; step < steps; step++) {
    faults[whole(faults.length)]!();
    await vi.advanceTimersByTimeAsync(luck() < 0.5 ? whole(50) : whole(5_000));
    shouldBeAState();
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
  shouldBeAState();
  expect(told.epoch, `seed ${seed}`).toBe(server.epoch);
  expect(told.seq, `seed ${seed}`).toBe(server.head);
  expect(connection.state, `seed ${seed}`).toBe('live');
  connection.close();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(vi.getTimerCount(), `seed ${seed}`).toBe(0);
}

it(`knows the log, each line once and in order, whatever happens (${runs} lives)`, async () => {
  for (let seed = 1; seed <= runs; seed++) await live(seed);
}, 120_000);
