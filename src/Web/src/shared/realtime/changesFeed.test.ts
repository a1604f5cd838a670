import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Changes, Envelope } from '../api/types';
import { followChanges, judge, type Position } from './changesFeed';

const lines = (...seqs: number[]) => seqs.map((seq) => ({ seq }) as Envelope);
const changes = (head: number, items: Envelope[], more: Partial<Changes> = {}): Changes => ({
  items,
  head,
  epoch: 'e',
  reset: false,
  ...more,
});

describe('judge', () => {
  const at: Position = { epoch: 'e', seq: 5 };

  it('orders what is new and drops what is known', () => {
    expect(judge(at, changes(7, lines(7, 5, 6)))).toEqual(lines(6, 7));
    expect(judge(at, changes(5, []))).toBe('nothing');
  });

  it.each([
    ['a gap', changes(8, lines(7, 8))],
    ['another epoch', changes(7, lines(6, 7), { epoch: 'restored' })],
    ['a log that ends before us', changes(4, [])],
    ['the server’s word', changes(6, lines(6), { reset: true })],
    ['too much missing', changes(506, lines(6))],
  ])('asks for the snapshot on %s', (_, answer) => expect(judge(at, answer)).toBe('reset'));
});

describe('followChanges', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('reads page after page until it stands at the head, then waits', async () => {
    let at: Position = { epoch: 'e', seq: 0 };
    const read = vi.fn<(after: number) => Promise<Changes>>(async (after) =>
      changes(4, lines(...[1, 2, 3, 4].filter((n) => n > after).slice(0, 2))),
    );
    const stop = followChanges(read, {
      position: () => at,
      apply: (items) => (at = { epoch: 'e', seq: items.at(-1)!.seq }),
      reset: () => expect.unreachable(),
    });

    await vi.advanceTimersByTimeAsync(4_000);
    expect(read.mock.calls.map(([after]) => after)).toEqual([0, 2]);
    expect(at.seq).toBe(4);

    stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(read).toHaveBeenCalledTimes(2);
  });

  it('asks at once when the window gets the focus and survives an error', async () => {
    const read = vi
      .fn<() => Promise<Changes>>()
      .mockRejectedValueOnce(new Error('away'))
      .mockResolvedValue(changes(0, []));
    const stop = followChanges(read, { position: () => ({ epoch: 'e', seq: 0 }), apply: () => {}, reset: () => {} });

    window.dispatchEvent(new Event('focus'));
    await vi.advanceTimersByTimeAsync(0);
    expect(read).toHaveBeenCalledTimes(1);

    await vi.advanceTimersByTimeAsync(30_000);
    expect(read.mock.calls.length).toBeGreaterThan(1);
    stop();
  });
});
