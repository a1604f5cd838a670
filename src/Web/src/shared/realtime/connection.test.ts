import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Envelope } from '../api/types';
import { testClient } from './testClient';
import { TestServer, type TestHub } from './testHub';

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);
const hubOf = (server: TestServer) => [...server.hubs][0]!;
const callsOf = (hub: TestHub, method: string) => hub.calls.filter(([name]) => name === method);
const envelope = (server: TestServer, seq: number) => ({ ...server.log[seq - 1]! }) as Envelope;

describe('LiveConnection', () => {
  let server: TestServer;
  const open: ReturnType<typeof testClient>[] = [];

  async function start(random?: () => number) {
    const client = testClient(server, random);
    open.push(client);
    const leave = client.connection.follow('p');
    await pass(10);
    return { ...client, leave };
  }

  const shouldEqualTheLog = ({ told }: ReturnType<typeof testClient>) => {
    expect(told.ids).toEqual(server.log.map(({ id }) => id));
    expect(told.wrong).toEqual([]);
  };

  beforeEach(() => {
    vi.useFakeTimers();
    server = new TestServer();
    server.commit(3);
  });

  afterEach(() => {
    for (const client of open.splice(0)) client.connection.close();
    vi.useRealTimers();
  });

  it('reads the snapshot, subscribes from it and follows', async () => {
    const client = await start();
    server.commit(2);

    shouldEqualTheLog(client);
    expect(callsOf(hubOf(server), 'Subscribe')).toEqual([['Subscribe', 'p', 'e1', 3]]);
    expect(client.connection.state).toBe('live');
    expect(client.told.states).toEqual(['catching_up', 'live']);
  });

  it('misses nothing of what is committed between the snapshot and the subscription', async () => {
    const client = testClient(server);
    open.push(client);
    const { snapshot } = server;
    server.snapshot = async () => {
      const state = await snapshot();
      server.commit(2);
      return state;
    };
    client.connection.follow('p');
    await pass(10);

    shouldEqualTheLog(client);
    expect(client.told.seq).toBe(5);
  });

  it('drops what comes twice, and holds back what comes early until the log has filled the gap', async () => {
    const client = await start();
    const hub = hubOf(server);
    hub.say({ name: 'activity', body: envelope(server, 2) });
    server.trouble = { lose: 1, double: 0, delay: 0, random: () => 0 };
    server.commit(2);
    server.trouble = undefined;
    server.commit(1);

    expect(client.told.ids).toHaveLength(3);
    await pass(10);

    shouldEqualTheLog(client);
    expect(server.reads).toEqual([3]);
    expect(client.connection.feedOf('p')?.sequence.arrivals).toEqual({ duplicates: 1, early: 1, gaps: 1 });
    expect(client.connection.state).toBe('live');
  });

  it('asks for what a head tells of and does not come within 2 s', async () => {
    const client = await start();
    server.trouble = { lose: 1, double: 0, delay: 0, random: () => 0 };
    server.commit(2);
    hubOf(server).say({ name: 'heads', body: { p: 5 } });

    await pass(1_900);
    expect(server.reads).toEqual([]);
    await pass(200);

    expect(server.reads).toEqual([3]);
    shouldEqualTheLog(client);
  });

  it('asks itself when the server tells no heads any more, and says that it does not know', async () => {
    const client = await start();
    server.unreachable = true;
    await pass(36_000);
    expect(client.connection.state).toBe('catching_up');

    server.unreachable = false;
    await pass(30_000);
    expect(client.connection.state).toBe('live');
  });

  it.each(['epoch', 'too_many'])('begins anew when the server ends the subscription: %s', async (reason) => {
    const client = await start();
    if (reason === 'epoch') server.restore('e2', 1);
    else hubOf(server).break(reason);
    await pass(10);
    server.commit(1);

    shouldEqualTheLog(client);
    expect(client.told.loads).toEqual([false, true]);
    expect(callsOf(hubOf(server), 'Subscribe').at(-1)).toEqual(['Subscribe', 'p', server.epoch, server.head - 1]);
  });

  it('does not storm a server that takes no position', async () => {
    server.answersReset = true;
    await start();
    await pass(60_000);

    // 0, 0.5, 1, 2, 4, 8, 15 … s apart.
    expect(server.snapshots).toBeLessThan(10);
    expect(server.snapshots).toBeGreaterThan(4);
  });

  it('loads the state when more than 500 are missing', async () => {
    const client = await start();
    server.cut();
    server.commit(501);
    await pass(2_000);

    shouldEqualTheLog(client);
    expect(client.told.loads).toEqual([false, true]);
  });

  it('replays what was missed while the connection was away', async () => {
    const client = await start();
    server.cut();
    await pass(0);
    expect(client.connection.state).toBe('reconnecting');
    server.commit(200);
    await pass(2_000);

    shouldEqualTheLog(client);
    expect(client.told.loads).toEqual([false]);
    expect(client.connection.reconnects).toBe(1);
  });

  it('ends for good when the project may not be seen any more', async () => {
    const client = await start();
    server.say({ name: 'unsubscribed', body: { project_id: 'p', reason: 'access' } });
    server.commit(1);
    server.cut();
    await pass(60_000);

    expect(client.told.ended).toEqual(['access']);
    expect(client.told.ids).toHaveLength(3);
    expect(callsOf(hubOf(server), 'Subscribe')).toEqual([]);
  });

  it('ends when the server does not know the project', async () => {
    server.refusal = 'NOT_FOUND: There is no such project.';
    const client = await start();
    expect(client.told.ended).toEqual(['access']);
  });

  it('reads the log while the hub takes no subscription, and asks again', async () => {
    server.refusal = 'RATE_LIMITED: The organization is full.';
    const client = await start();
    server.commit(2);
    await pass(3_000);
    shouldEqualTheLog(client);
    expect(client.connection.state).toBe('catching_up');

    server.refusal = undefined;
    await pass(15_000);
    expect(client.connection.state).toBe('live');
    expect(client.told.ended).toEqual([]);
  });

  it('leaves a node that stops when it is asked to, not before and not by the ladder', async () => {
    const client = await start();
    const first = hubOf(server);
    server.say({ name: 'server_shutting_down', body: { in_seconds: 30, reconnect_after_ms: 12_000 } });
    await pass(11_900);
    expect(server.hubs.has(first)).toBe(true);

    await pass(150);
    expect(server.hubs.has(first)).toBe(false);
    expect(server.opened).toBe(2);
    expect(client.connection.state).toBe('live');
  });

  it('keeps to that time also when the node is gone sooner, whoever looks', async () => {
    const client = await start();
    server.say({ name: 'server_shutting_down', body: { in_seconds: 30, reconnect_after_ms: 12_000 } });
    server.cut();
    await pass(5_000);
    client.wake();
    await pass(6_000);
    expect(server.opened).toBe(1);
    await pass(1_100);
    expect(server.opened).toBe(2);
  });

  it('connects anew when it is cut off while it subscribes', async () => {
    const client = testClient(server);
    open.push(client);
    client.connection.follow('p');
    await vi.waitFor(() => expect(callsOf(hubOf(server), 'Subscribe')).toHaveLength(1), { interval: 0 });
    server.cut();
    server.commit(2);
    await pass(2_000);

    shouldEqualTheLog(client);
    expect(client.connection.state).toBe('live');
  });

  it('climbs the ladder for ever while it is refused, and stays fresh by the log at that pace', async () => {
    server.refuses = true;
    const client = await start(() => 1);
    const tries: number[] = [];
    for (let second = 0; second < 200; second++) {
      const before = server.opened;
      server.commit(1);
      await pass(1_000);
      if (server.opened > before) tries.push(second);
    }

    expect(tries.map((second, index) => second - (tries[index - 1] ?? -1)).slice(0, 8)).toEqual([
      1, 2, 4, 8, 16, 30, 30, 30,
    ]);
    expect(client.connection.state).toBe('connecting');
    expect(client.told.ids.length).toBeGreaterThan(150);

    server.refuses = false;
    await pass(30_000);
    expect(client.connection.state).toBe('live');
    shouldEqualTheLog(client);
  });

  it('says offline when nothing answers at all', async () => {
    const client = await start();
    server.unreachable = true;
    server.cut();
    await pass(3_000);
    expect(client.connection.state).toBe('offline');

    server.unreachable = false;
    await pass(30_000);
    expect(client.connection.state).toBe('live');
  });

  it('tries at once when the network is back or somebody looks', async () => {
    const client = await start(() => 1);
    server.refuses = true;
    server.cut();
    await pass(40_000);
    const before = server.opened;
    server.refuses = false;
    client.wake();
    await pass(10);

    expect(server.opened).toBe(before + 1);
    expect(client.connection.state).toBe('live');
  });

  it('finds out that a connection is dead when a hidden tab comes back', async () => {
    const client = await start();
    const dead = hubOf(server);
    dead.halfOpen = true;
    server.commit(2);
    client.wake();
    await pass(7_000);

    expect(server.hubs.has(dead)).toBe(false);
    shouldEqualTheLog(client);
  });

  it('gives a sign of life every 30 s', async () => {
    await start();
    const hub = hubOf(server);
    await pass(91_000);

    expect(callsOf(hub, 'Heartbeat')).toHaveLength(3);
  });

  it('tells which task is open, once one stays there, and again on the next connection', async () => {
    const client = await start();
    for (const task of ['a', 'b', 'c']) client.connection.viewing(task);
    await pass(300);
    expect(callsOf(hubOf(server), 'Viewing')).toEqual([['Viewing', 'c']]);

    server.cut();
    await pass(2_000);
    expect(hubOf(server).calls[0]).toEqual(['Viewing', 'c']);
    client.connection.viewing(null);
    await pass(300);
    expect(callsOf(hubOf(server), 'Viewing').at(-1)).toEqual(['Viewing', null]);
  });

  it('shows who was there over a short cut, and nobody knows after a long one', async () => {
    const client = await start();
    const users = [{ id: 'u', name: 'Uma', viewing: [], editing: [] }];
    server.say({ name: 'presence', body: { project_id: 'p', users } });
    server.cut();
    await pass(2_000);
    expect(client.told.presence).toEqual([users]);

    server.refuses = true;
    server.cut();
    await pass(21_000);
    expect(client.told.presence).toEqual([users, null]);
  });

  it('keeps one subscription for all who follow a project, a little longer than the last', async () => {
    const client = await start();
    const second = client.connection.follow('p');
    client.leave();
    await pass(3_000);
    server.commit(1);
    expect(client.told.seq).toBe(4);

    second();
    const third = client.connection.follow('p');
    await pass(3_000);
    expect(callsOf(hubOf(server), 'Unsubscribe')).toEqual([]);

    third();
    await pass(3_000);
    server.commit(1);
    expect(callsOf(hubOf(server), 'Unsubscribe')).toEqual([['Unsubscribe', 'p']]);
    expect(client.told.seq).toBe(4);
  });

  it('closes in good order and comes not back', async () => {
    const client = await start();
    client.connection.close();
    await pass(120_000);

    expect(server.hubs.size).toBe(0);
    expect(server.opened).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});
