import { expect, it, vi } from 'vitest';
import { callsOf, pass, setStage } from './testClient';

const { stage, open, hub, shouldEqualTheLog } = setStage();

async function start(random?: () => number) {
  const client = open(random);
  await pass(10);
  return client;
}

it('replays what was missed while the connection was away', async () => {
  const client = await start();
  stage.server.cut();
  await pass(0);
  expect(client.connection.state).toBe('reconnecting');
  stage.server.commit(200);
  await pass(2_000);

  shouldEqualTheLog(client);
  expect(client.told.loads).toEqual([false]);
  expect(client.connection.reconnects).toBe(1);
});

it('leaves a node that stops when it is asked to, not before and not by the ladder', async () => {
  const client = await start();
  const first = hub();
  stage.server.say({ name: 'server_shutting_down', body: { in_seconds: 30, reconnect_after_ms: 12_000 } });
  await pass(11_900);
  expect(stage.server.hubs.has(first)).toBe(true);

  await pass(150);
  expect(stage.server.hubs.has(first)).toBe(false);
  expect(stage.server.opened).toBe(2);
  expect(client.connection.state).toBe('live');
});

it('keeps to that time also when the node is gone sooner, whoever looks', async () => {
  const client = await start();
  stage.server.say({ name: 'server_shutting_down', body: { in_seconds: 30, reconnect_after_ms: 12_000 } });
  stage.server.cut();
  await pass(5_000);
  client.wake();
  await pass(6_000);
  expect(stage.server.opened).toBe(1);
  await pass(1_100);
  expect(stage.server.opened).toBe(2);
});

it('connects anew when it is cut off while it subscribes', async () => {
  const client = open();
  await vi.waitFor(() => expect(callsOf(hub(), 'Subscribe')).toHaveLength(1), { interval: 0 });
  stage.server.cut();
  stage.server.commit(2);
  await pass(2_000);

  shouldEqualTheLog(client);
  expect(client.connection.state).toBe('live');
});

it('climbs the ladder for ever while it is refused, and stays fresh by the log at that pace', async () => {
  stage.server.refuses = true;
  const client = await start(() => 1);
  const tries: number[] = [];
  for (let second = 0; second < 200; second++) {
    const before = stage.server.opened;
    stage.server.commit(1);
    await pass(1_000);
    if (stage.server.opened > before) tries.push(second);
  }

  expect(tries.map((second, index) => second - (tries[index - 1] ?? -1)).slice(0, 8)).toEqual([
    1, 2, 4, 8, 16, 30, 30, 30,
  ]);
  expect(client.connection.state).toBe('connecting');
  expect(client.told.ids.length).toBeGreaterThan(150);

  stage.server.refuses = false;
  await pass(30_000);
  expect(client.connection.state).toBe('live');
  shouldEqualTheLog(client);
});

it('says offline when nothing answers at all', async () => {
  const client = await start();
  stage.server.unreachable = true;
  stage.server.cut();
  await pass(3_000);
  expect(client.connection.state).toBe('offline');

  stage.server.unreachable = false;
  await pass(30_000);
  expect(client.connection.state).toBe('live');
});

it('tries at once when the network is back or somebody looks', async () => {
  const client = await start(() => 1);
  stage.server.refuses = true;
  stage.server.cut();
  await pass(40_000);
  const before = stage.server.opened;
  stage.server.refuses = false;
  client.wake();
  await pass(10);

  expect(stage.server.opened).toBe(before + 1);
  expect(client.connection.state).toBe('live');
});

it('finds out that a connection is dead when a hidden tab comes back', async () => {
  const client = await start();
  const dead = hub();
  dead.halfOpen = true;
  stage.server.commit(2);
  client.wake();
  await pass(7_000);

  expect(stage.server.hubs.has(dead)).toBe(false);
  shouldEqualTheLog(client);
});

it('gives a sign of life every 30 s', async () => {
  await start();
  const first = hub();
  await pass(91_000);

  expect(callsOf(first, 'Heartbeat')).toHaveLength(3);
});

it('tells which task is open, once one stays there, and again on the next connection', async () => {
  const client = await start();
  for (const task of ['a', 'b', 'c']) client.connection.viewing(task);
  await pass(300);
  expect(callsOf(hub(), 'Viewing')).toEqual([['Viewing', 'c']]);

  stage.server.cut();
  await pass(2_000);
  expect(hub().calls[0]).toEqual(['Viewing', 'c']);
  client.connection.viewing(null);
  await pass(300);
  expect(callsOf(hub(), 'Viewing').at(-1)).toEqual(['Viewing', null]);
});

it('shows who was there over a short cut, and nobody knows after a long one', async () => {
  const client = await start();
  const users = [{ id: 'u', name: 'Uma', viewing: [], editing: [] }];
  stage.server.say({ name: 'presence', body: { project_id: 'p', users } });
  stage.server.cut();
  await pass(2_000);
  expect(client.told.presence).toEqual([users]);

  stage.server.refuses = true;
  stage.server.cut();
  await pass(21_000);
  expect(client.told.presence).toEqual([users, null]);
});

it('keeps one subscription for all who follow a project, a little longer than the last', async () => {
  const client = await start();
  const second = client.connection.follow('p');
  client.leave();
  await pass(3_000);
  stage.server.commit(1);
  expect(client.told.seq).toBe(4);

  second();
  const third = client.connection.follow('p');
  await pass(3_000);
  expect(callsOf(hub(), 'Unsubscribe')).toEqual([]);

  third();
  await pass(3_000);
  stage.server.commit(1);
  expect(callsOf(hub(), 'Unsubscribe')).toEqual([['Unsubscribe', 'p']]);
  expect(client.told.seq).toBe(4);
});

it('closes in good order and comes not back', async () => {
  const client = await start();
  client.connection.close();
  await pass(120_000);

  expect(stage.server.hubs.size).toBe(0);
  expect(stage.server.opened).toBe(1);
  expect(vi.getTimerCount()).toBe(0);
});
