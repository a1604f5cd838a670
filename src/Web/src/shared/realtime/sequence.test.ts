import { describe, expect, it } from 'vitest';
import type { Changes, Envelope } from '../api/types';
import { judge, Sequence, type Position } from './sequence';

const at: Position = { epoch: 'e', seq: 5 };
const line = (seq: number) => ({ seq }) as Envelope;
const lines = (...seqs: number[]) => seqs.map(line);
const changes = (head: number, items: Envelope[], more: Partial<Changes> = {}): Changes => ({
  items,
  head,
  epoch: 'e',
  reset: false,
  ...more,
});
const started = () => {
  const sequence = new Sequence();
  sequence.restart(at);
  return sequence;
};
const seqs = (envelopes: readonly Envelope[]) => envelopes.map(({ seq }) => seq);

describe('judge', () => {
  it('orders what is new and drops what is known', () => {
    expect(judge(at, changes(7, lines(7, 5, 6)))).toEqual(lines(6, 7));
    expect(judge(at, changes(5, []))).toEqual([]);
  });

  it.each([
    ['a gap', changes(8, lines(7, 8))],
    ['another epoch', changes(7, lines(6, 7), { epoch: 'restored' })],
    ['a log that ends before us', changes(4, [])],
    ['the server’s word', changes(6, lines(6), { reset: true })],
    ['too much missing', changes(506, lines(6))],
    ['nothing where something should be', changes(6, [])],
  ])('asks for the snapshot on %s', (_, answer) => expect(judge(at, answer)).toBe('reset'));
});

describe('Sequence', () => {
  it('lets through what follows, and drops what it has seen', () => {
    const sequence = started();

    expect(seqs(sequence.offer(line(6)))).toEqual([6]);
    expect(seqs(sequence.offer(line(6)))).toEqual([]);
    expect(seqs(sequence.offer(line(3)))).toEqual([]);
    expect(sequence.at).toEqual({ epoch: 'e', seq: 6 });
    expect(sequence.arrivals).toEqual({ duplicates: 2, early: 0, gaps: 0 });
  });

  it('holds back what came early until the rest is there', () => {
    const sequence = started();

    expect(sequence.offer(line(8))).toEqual([]);
    expect(sequence.offer(line(7))).toEqual([]);
    expect(sequence.hasGap).toBe(true);
    expect(seqs(sequence.offer(line(6)))).toEqual([6, 7, 8]);
    expect(sequence.hasGap).toBe(false);
    expect(sequence.arrivals).toEqual({ duplicates: 0, early: 2, gaps: 1 });
  });

  it('fills a gap from the log, past what came on its own meanwhile', () => {
    const sequence = started();
    sequence.offer(line(9));
    sequence.offer(line(6));

    expect(seqs(sequence.fill(at, changes(8, lines(6, 7, 8))) as Envelope[])).toEqual([7, 8, 9]);
    expect(sequence.at?.seq).toBe(9);
  });

  it('keeps what comes while a snapshot is on its way, but nothing of another epoch', () => {
    const sequence = new Sequence();
    expect(sequence.offer(line(7))).toEqual([]);
    expect(sequence.offer(line(5))).toEqual([]);
    expect(seqs(sequence.restart({ epoch: 'e', seq: 6 }))).toEqual([7]);

    sequence.stop();
    sequence.offer(line(8));
    expect(sequence.restart({ epoch: 'restored', seq: 7 })).toEqual([]);
    expect(sequence.hasGap).toBe(false);
  });

  it('hears nothing of an answer to a question of another epoch', () => {
    const sequence = started();

    expect(sequence.fill({ epoch: 'before', seq: 5 }, changes(6, lines(6), { epoch: 'before' }))).toEqual([]);
    expect(sequence.at?.seq).toBe(5);
  });

  it('holds back no more than it could need', () => {
    const sequence = started();
    for (let seq = 2_000; seq > 6; seq--) sequence.offer(line(seq));

    expect(seqs(sequence.offer(line(6)))).toEqual([6]);
    expect(sequence.hasGap).toBe(true);
  });
});
