import { expect, it } from 'vitest';
import { callsOf, pass, setStage } from './testClient';

const { stage, open, hub, shouldEqualTheLog } = setStage();

async function start(random?: () => number) {
  const client = open(random);
  await pass(10);
  return client;
}

it('reads the snapshot, subscribes from it and follows', async () => {
  const client = await start();
  stage.server.commit(2);

  shouldEqualTheLog(client);
  expect(callsOf(hub(), 'Subscribe')).toEqual([['Subscribe', 'p', 'e1', 3]]);
  expect(client.connection.state).toBe('live');
  expect(client.told.states).toEqual(['catching_up', 'live']);
});

it('misses nothing of what is committed between the snapshot and the subscription', async () => {
  const { snapshot } = stage.server;
  stage.server.snapshot = async () => {
    const state = await snapshot();
    stage.server.commit(2);
    return state;
  };
  const client = open();
  await pass(10);

  shouldEqualTheLog(client);
  expect(client.told.seq).toBe(5);
});

it('drops what comes twice, and holds back what comes early until the log has filled the gap', async () => {
  const client = await start();
  const first = hub();
  first.say({ name: 'activity', body: stage.server.log[1]! });
  stage.server.trouble = { lose: 1, double: 0, delay: 0, random: () => 0 };
  stage.server.commit(2);
  stage.server.trouble = undefined;
  stage.server.commit(1);

  expect(client.told.ids).toHaveLength(3);
  await pass(10);

  shouldEqualTheLog(client);
  expect(stage.server.reads).toEqual([3]);
  expect(client.connection.feedOf('p')?.sequence.arrivals).toEqual({ duplicates: 1, early: 1, gaps: 1 });
  expect(client.connection.state).toBe('live');
});

it('asks for what a head tells of and does not come within 2 s', async () => {
  const client = await start();
  stage.server.trouble = { lose: 1, double: 0, delay: 0, random: () => 0 };
  stage.server.commit(2);
  hub().say({ name: 'heads', body: { p: 5 } });

  await pass(1_900);
  expect(stage.server.reads).toEqual([]);
  await pass(200);

  expect(stage.server.reads).toEqual([3]);
  shouldEqualTheLog(client);
});

it('asks itself when the server tells no heads any more, and says that it does not know', async () => {
  const client = await start();
  stage.server.unreachable = true;
  await pass(36_000);
  expect(client.connection.state).toBe('catching_up');

  stage.server.unreachable = false;
  await pass(30_000);
  expect(client.connection.state).toBe('live');
});

it.each(['epoch', 'too_many'])('begins anew when the server ends the subscription: %s', async (reason) => {
  const client = await start();
  if (reason === 'epoch') stage.server.restore('e2', 1);
  else hub().break(reason);
  await pass(10);
  stage.server.commit(1);

  shouldEqualTheLog(client);
  expect(client.told.loads).toEqual([false, true]);
  expect(callsOf(hub(), 'Subscribe').at(-1)).toEqual(['Subscribe', 'p', stage.server.epoch, stage.server.head - 1]);
});

it('does not storm a server that takes no position', async () => {
  stage.server.answersReset = true;
  await start();
  await pass(60_000);

  // 0, 0.5, 1, 2, 4, 8, 15 … s apart.
  expect(stage.server.snapshots).toBeLessThan(10);
  expect(stage.server.snapshots).toBeGreaterThan(4);
});

it('loads the state when more than 500 are missing', async () => {
  const client = await start();
  stage.server.cut();
  stage.server.commit(501);
  await pass(2_000);

  shouldEqualTheLog(client);
  expect(client.told.loads).toEqual([false, true]);
});

it('ends for good when the project may not be seen any more', async () => {
  const client = await start();
  stage.server.say({ name: 'unsubscribed', body: { project_id: 'p', reason: 'access' } });
  stage.server.commit(1);
  stage.server.cut();
  await pass(60_000);

  expect(client.told.ended).toEqual(['access']);
  expect(client.told.ids).toHaveLength(3);
  expect(callsOf(hub(), 'Subscribe')).toEqual([]);
});

it('ends when the server does not know the project', async () => {
  stage.server.refusal = 'NOT_FOUND: There is no such project.';
  const client = await start();
  expect(client.told.ended).toEqual(['access']);
});

it('reads the log while the hub takes no subscription, and asks again', async () => {
  stage.server.refusal = 'RATE_LIMITED: The organization is full.';
  const client = await start();
  stage.server.commit(2);
  await pass(3_000);
  shouldEqualTheLog(client);
  expect(client.connection.state).toBe('catching_up');

  stage.server.refusal = undefined;
  await pass(15_000);
  expect(client.connection.state).toBe('live');
  expect(client.told.ended).toEqual([]);
});
