import { expect, it } from 'vitest';
import { RetryPolicy } from './retryPolicy';

it('doubles up to half a minute and never gives up', () => {
  const policy = new RetryPolicy(() => 1);

  expect(Array.from({ length: 8 }, () => policy.next())).toEqual([
    1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000,
  ]);
});

it('spreads the tries over the whole time', () => {
  const luck = [0, 0.25, 0.999];
  const policy = new RetryPolicy(() => luck.shift()!);

  expect([policy.next(), policy.next(), policy.next()]).toEqual([0, 500, 3_996]);
});

it('begins anew only after a connection that held', () => {
  const policy = new RetryPolicy(() => 1);
  policy.next();
  policy.next();

  policy.held(59_999);
  expect(policy.next()).toBe(4_000);
  policy.held(60_000);
  expect(policy.next()).toBe(1_000);
});
