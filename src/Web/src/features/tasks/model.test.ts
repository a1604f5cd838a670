import { describe, expect, it } from 'vitest';
import { blankTask, datesInOrder, newTaskProblems, parseEstimate, sameSet, toNewTask } from './model';

describe('parseEstimate', () => {
  it.each([
    ['', null],
    [' 3 ', 3],
    ['0', 0],
    ['2,5', 2.5],
    ['9999', 9999],
  ])('reads %j', (text, value) => expect(parseEstimate(text)).toEqual({ ok: true, value }));

  it.each(['-1', '1.234', '10000', '9999.5', 'three', '1e3'])('refuses %j', (text) =>
    expect(parseEstimate(text)).toEqual({ ok: false }),
  );
});

it('asks for a start no later than the due date', () => {
  expect(datesInOrder('2026-01-31', '2026-02-01')).toBe(true);
  expect(datesInOrder('2026-02-02', '2026-02-01')).toBe(false);
  expect(datesInOrder(null, '2026-02-01')).toBe(true);
});

it('compares sets without their order', () => {
  expect(sameSet(['a', 'b'], ['b', 'a'])).toBe(true);
  expect(sameSet(['a'], ['b'])).toBe(false);
  expect(sameSet(['a'], ['a', 'b'])).toBe(false);
});

describe('a new task', () => {
  it('names only what was filled in', () => {
    expect(toNewTask({ ...blankTask, title: ' Ship it ', estimate: '2,5', due_date: '2026-03-01' })).toEqual({
      title: 'Ship it',
      estimate: 2.5,
      due_date: '2026-03-01',
    });
  });

  it('is held back by what the server would refuse', () => {
    const form = { ...blankTask, start_date: '2026-03-02', due_date: '2026-03-01', estimate: 'a lot' };

    expect([...newTaskProblems(form)]).toEqual(['title', 'due_date', 'estimate']);
    expect(newTaskProblems({ ...blankTask, title: 'x' }).size).toBe(0);
  });
});
