import { describe, expect, it } from 'vitest';
import type { VersionConflict } from '@/shared/api/problem';
import type { Envelope } from '@/shared/api/types';
import { bothTexts, keptOfOthers, linesAgainst, valuesOf } from './conflict';

const conflict: VersionConflict = {
  expected_version: 5,
  current_version: 8,
  conflicting_fields: ['title', 'description'],
  fields: {
    title: { base: 'Draft', theirs: 'Plan', yours: 'Outline' },
    description: { base: 'a', theirs: 'b', yours: 'c' },
  },
  current: {},
};

describe('bothTexts', () => {
  it('keeps what merged and both sides of an overlap, each on lines of its own', () => {
    const parts = [
      { merged: 'Intro\n' },
      { line: 2, base: 'old\n', theirs: 'theirs\n', yours: 'yours\n' },
      { merged: 'Middle\n' },
      { line: 4, base: 'end', theirs: 'their end', yours: 'your end' },
    ];
    expect(bothTexts({ base: '', theirs: '', yours: '', parts })).toBe(
      'Intro\nyours\ntheirs\nMiddle\nyour end\ntheir end',
    );
  });

  it('adds no empty line for lines that one side removed', () => {
    const parts = [{ merged: 'a\n' }, { line: 2, base: 'b\n', theirs: 'B\n', yours: '' }, { merged: 'c' }];
    expect(bothTexts({ base: '', theirs: '', yours: '', parts })).toBe('a\nB\nc');
  });

  it('puts whole texts below each other when the server could not take them apart', () => {
    expect(bothTexts({ base: 'x', theirs: 'theirs', yours: 'yours' })).toBe('yours\ntheirs');
  });
});

it('marks the lines that are new, a repeated one as often as it was added', () => {
  expect(linesAgainst('a\nb', 'a\na\nb').map(({ added }) => added)).toEqual([false, true, false]);
});

it('writes the chosen sides and the edited text, and nothing where theirs stays', () => {
  expect(valuesOf(conflict, { title: 'theirs', description: 'both' }, { description: 'b and c' })).toEqual({
    description: 'b and c',
  });
  expect(valuesOf(conflict, { title: 'base', description: 'yours' }, {})).toEqual({ title: 'Draft', description: 'c' });
});

it('names what others changed besides, with the last who did, and only of the versions in between', () => {
  const revision = (version: number, name: string, ...fields: string[]) =>
    ({
      resource: { version },
      actor: { name },
      changes: Object.fromEntries(fields.map((field) => [field, {}])),
    }) as unknown as Envelope;
  const newestFirst = [
    revision(9, 'Dan', 'estimate'),
    revision(8, 'Cy', 'title', 'priority'),
    revision(7, 'Bo', 'priority', 'due_date'),
    revision(5, 'Al', 'parent_id'),
  ];
  expect(keptOfOthers(newestFirst, conflict)).toEqual([
    ['priority', 'Cy'],
    ['due_date', 'Bo'],
  ]);
});
