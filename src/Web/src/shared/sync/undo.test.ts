import { expect, it } from 'vitest';
import type { VersionConflict } from '../api/problem';
import { inverseOf, isDecidable } from './undo';

const conflict = (fields: string[], current: object): VersionConflict => ({
  expected_version: 2,
  current_version: 4,
  conflicting_fields: fields,
  fields: {},
  current: { ...current },
});

it('takes back what nobody disputes: values as they were, lists by what came and went', () => {
  const changes = {
    title: { from: 'A', to: 'B' },
    priority: { from: 'low', to: 'high' },
    label_ids: { from: ['bug', 'web'], to: ['web', 'new'] },
    rank: { from: 'a0', to: 'a1' },
  };

  expect(inverseOf(changes, conflict(['title'], { label_ids: ['web', 'new', 'of others'] }))).toEqual({
    priority: 'low',
    label_ids: ['web', 'of others', 'bug'],
  });
});

it('leaves nothing to decide where others went on writing in the text that goes back', () => {
  const changes = { title: { from: 'A', to: 'B' }, description: { from: 'old', to: 'new' } };

  expect(isDecidable(changes, conflict(['title'], { description: 'new' }))).toBe(true);
  expect(isDecidable(changes, conflict(['title'], { description: 'new\nand more' }))).toBe(false);
  expect(isDecidable(changes, conflict(['description', 'title'], { description: 'newer' }))).toBe(true);
  expect(isDecidable({ title: changes.title }, conflict(['title'], { description: 'x' }))).toBe(true);
});
