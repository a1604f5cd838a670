import { expect, it } from 'vitest';
import { lineDiff, type DiffLine } from './lineDiff';

const signs = { same: ' ', added: '+', removed: '-' };
const show = (lines: DiffLine[]) =>
  lines.map((line) => (line.kind === 'skipped' ? `…${line.count}` : `${signs[line.kind]}${line.text}`));

it('marks lines that came and went, with two lines around them', () => {
  const before = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];
  const after = before.with(4, 'five').concat('10');

  expect(show(lineDiff(before.join('\n'), after.join('\n')))).toEqual([
    '…2',
    ' 3',
    ' 4',
    '-5',
    '+five',
    ' 6',
    ' 7',
    ' 8',
    ' 9',
    '+10',
  ]);
});

it('shows a text that is new or gone as a whole', () => {
  expect(show(lineDiff('', 'a\nb'))).toEqual(['+a', '+b']);
  expect(show(lineDiff('a\nb', ''))).toEqual(['-a', '-b']);
  expect(lineDiff('a', 'a')).toEqual([]);
});

it('keeps everything of both texts: with the added lines left out the old one is there again', () => {
  const before = 'x\ny\n\nz\nx\ny';
  const after = 'y\n\nz\nw\nx\ny\nx';
  const lines = lineDiff(before, after);
  const without = (kind: string) =>
    lines.flatMap((line) => (line.kind === 'skipped' || line.kind === kind ? [] : line.text)).join('\n');

  expect(without('added')).toBe(before);
  expect(without('removed')).toBe(after);
});

it('is quick on a long text', () => {
  const line = (index: number) => `Line ${index} of a text that somebody wrote in a hurry`;
  const long = Array.from({ length: 2_000 }, (_, index) => line(index));
  const changed = long.with(10, 'x').with(1_990, 'y').toSpliced(1_000, 5);
  const start = performance.now();

  expect(lineDiff(long.join('\n'), changed.join('\n')).filter(({ kind }) => kind === 'removed')).toHaveLength(7);
  expect(performance.now() - start).toBeLessThan(2_000);
});
