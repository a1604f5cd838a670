import { expect, it } from 'vitest';
import type { Milestone } from '@/shared/api/planning';
import { byDate, choicesFor, progressOf } from './model';

const milestone = (name: string, more: Partial<Milestone> = {}): Milestone => ({
  id: name,
  project_id: 'p',
  name,
  description: '',
  start_date: null,
  end_date: null,
  state: 'open',
  version: 1,
  open_count: 0,
  done_count: 0,
  ...more,
});

it('puts what ends first first and what has no end last', () => {
  const list = [
    milestone('Later'),
    milestone('B', { end_date: '2026-03-01' }),
    milestone('A', { end_date: '2026-03-01' }),
    milestone('Soon', { end_date: '2026-01-31' }),
  ];
  expect(list.toSorted(byDate).map(({ name }) => name)).toEqual(['Soon', 'A', 'B', 'Later']);
});

it('never says 100 % before the last task is done', () => {
  expect(progressOf(milestone('a', { done_count: 999, open_count: 1 }))).toBe(99);
  expect(progressOf(milestone('a', { done_count: 2 }))).toBe(100);
  expect(progressOf(milestone('a'))).toBeNull();
});

it('offers the open ones and the one that is set', () => {
  const list = [milestone('now'), milestone('old', { state: 'closed' }), milestone('older', { state: 'closed' })];
  expect(choicesFor(list, 'old').map(({ id }) => id)).toEqual(['now', 'old']);
  expect(choicesFor(list, null).map(({ id }) => id)).toEqual(['now']);
});
