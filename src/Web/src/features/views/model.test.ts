import { expect, it } from 'vitest';
import { ApiError } from '@/shared/api/problem';
import type { Milestone } from '@/shared/api/planning';
import type { Label, Member, Status } from '@/shared/api/types';
import { composeFilter, filterProblem, isGrammar, quoted, type Names } from './model';

const names: Names = {
  me: 'ada',
  members: [{ user: { id: 'bob', display_name: 'Bob', email: 'bob@example.test' } } as Member],
  statuses: [{ id: 's', name: 'In "deep" Review' } as Status],
  labels: [{ id: 'l', name: 'bug' } as Label],
  milestones: [{ id: 'm', name: 'none' } as Milestone],
};

it('says every filter in the grammar', () => {
  const filters = { status_id: 's', assignee_id: 'bob', label_id: 'l', milestone_id: 'm', priority: 'high' };
  expect(composeFilter({ ...filters, filter: 'due<2026-12-01 words' }, names)).toBe(
    'status:"In \\"deep\\" Review" assignee:bob@example.test label:bug milestone:"none" priority:high due<2026-12-01 words',
  );
  expect(composeFilter({ assignee_id: 'ada', q: ' crash ' }, names)).toBe('assignee:me crash');
  expect(composeFilter({}, names)).toBe('');
});

it('does not say what the grammar cannot: any of several, or a name that is gone', () => {
  expect(composeFilter({ label_id: 'l,m' }, names)).toBeUndefined();
  expect(composeFilter({ label_id: 'gone' }, names)).toBeUndefined();
});

it('quotes what could be read otherwise', () => {
  expect([quoted('me'), quoted('Größe'), quoted('a b'), quoted('x:y')]).toEqual(['"me"', 'Größe', '"a b"', '"x:y"']);
});

it('tells words from the grammar', () => {
  expect(['status:done', 'priority>=high', '"a phrase"', 'x label:bug'].every(isGrammar)).toBe(true);
  expect(['crash on save', '10:30', 'a > b', ''].some(isGrammar)).toBe(false);
});

it("takes the server's words for a filter it refuses, and for nothing else", () => {
  const refusal = (parameter: string, status = 422) =>
    new ApiError({
      type: '',
      title: '',
      status,
      error_code: 'VALIDATION_FAILED',
      message: '',
      details: { errors: [{ parameter, code: 'unknown_key', message: '“foo” is no word of a filter.' }] },
      retryable: false,
    });
  expect(filterProblem(refusal('filter'))).toBe('“foo” is no word of a filter.');
  expect(filterProblem(refusal('cursor'))).toBeUndefined();
  expect(filterProblem(new Error('no'))).toBeUndefined();
});
