import { diffIndices } from 'node-diff3';

export type DiffLine = { kind: 'same' | 'added' | 'removed'; text: string } | { kind: 'skipped'; count: number };

/** Unchanged lines that are shown around a change. */
const around = 2;

/** What changed between two texts, line by line; what is far from any change is only counted. */
export function lineDiff(before: string, after: string): DiffLine[] {
  const [old, now] = [linesOf(before), linesOf(after)];
  const lines: DiffLine[] = [];
  let at = 0;

  const same = (end: number, first: boolean, last: boolean) => {
    const head = first ? 0 : around;
    const tail = last ? 0 : around;
    const run = now.slice(at, end).map((text): DiffLine => ({ kind: 'same', text }));
    const left = run.length - head - tail;
    // A line that says how many are left out must be worth its place.
    if (left > 1) run.splice(head, left, { kind: 'skipped', count: left });
    lines.push(...run);
  };

  const hunks = diffIndices(old, now);
  hunks.forEach(({ buffer1, buffer2 }, index) => {
    same(buffer2[0], index === 0, false);
    for (const text of old.slice(buffer1[0], buffer1[0] + buffer1[1])) lines.push({ kind: 'removed', text });
    for (const text of now.slice(buffer2[0], buffer2[0] + buffer2[1])) lines.push({ kind: 'added', text });
    at = buffer2[0] + buffer2[1];
  });
  if (hunks.length > 0) same(now.length, false, true);
  return lines;
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.split('\n');
}
