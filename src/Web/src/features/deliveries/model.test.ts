import { describe, expect, it } from 'vitest';
import type { Delivery } from '@/shared/api/deliveryTypes';
import { deliveriesOf, filterOf, isRetriable, journeyOf, mayRetryAll, readDeliverySearch } from './model';

const delivery = (id: string, more: Partial<Delivery> = {}) =>
  ({ id, channel: 'webhook', status: 'dead', ...more }) as Delivery;

describe('readDeliverySearch', () => {
  it('keeps what it knows, and the default out of the address', () => {
    expect(readDeliverySearch({ status: 'unknown', channel: 'slack', organization_id: 'o' })).toEqual({
      status: 'unknown',
      channel: 'slack',
      organization_id: 'o',
    });
    expect(readDeliverySearch({ status: 'dead', channel: 'pigeon', organization_id: 7 })).toEqual({});
  });
});

describe('filterOf', () => {
  it('asks for dead letters unless another status, or every, is chosen', () => {
    expect(filterOf({ channel: 'email' })).toEqual({ status: 'dead', channel: 'email' });
    expect(filterOf({ status: 'pending' })).toEqual({ status: 'pending' });
    expect(filterOf({ status: 'all' })).toEqual({});
  });
});

describe('what may be sent again', () => {
  it('is what came to nothing or waits, and never an inbox', () => {
    const statuses = ['pending', 'sending', 'delivered', 'unknown', 'suppressed', 'dead', 'expired'] as const;
    expect(statuses.filter((status) => isRetriable({ channel: 'email', status }))).toEqual([
      'pending',
      'unknown',
      'dead',
      'expired',
    ]);
    expect(isRetriable({ channel: 'inbox', status: 'dead' })).toBe(false);
  });

  it('is not all of every status', () => {
    expect([mayRetryAll({}), mayRetryAll({ status: 'pending' })]).toEqual([true, true]);
    expect([mayRetryAll({ status: 'all' }), mayRetryAll({ status: 'delivered' })]).toEqual([false, false]);
    expect(mayRetryAll({ channel: 'inbox' })).toBe(false);
  });
});

it('shows a delivery once, as it was read last, newest first', () => {
  const pages = [
    { items: [delivery('3'), delivery('2')] },
    { items: [delivery('2', { status: 'pending' }), delivery('1')] },
  ];

  expect(deliveriesOf(pages).map(({ id, status }) => [id, status])).toEqual([
    ['3', 'dead'],
    ['2', 'pending'],
    ['1', 'dead'],
  ]);
});

it('leads to the journey of the person, or to that of integrations', () => {
  expect(journeyOf({ recipient: { type: 'user', id: 'u', name: 'Ben' } })).toEqual({ user_id: 'u' });
  expect(journeyOf({ recipient: { type: 'integration', id: 'i', name: 'Our server' } })).toEqual({});
});
