import { describe, expect, it } from 'vitest';
import type { PresentPerson } from './hub';
import { movedLocks, peopleAt } from './presence';

const person = (id: string, viewing: string[] = [], editing: string[] = []): PresentPerson => ({
  id,
  name: id,
  viewing,
  editing,
});

it('shows the others at a task, who writes first', () => {
  const people = [person('me', ['t']), person('looks', ['t']), person('away', ['u']), person('writes', ['u'], ['t'])];

  expect(peopleAt(people, 't', 'me').map(({ id }) => id)).toEqual(['writes', 'looks']);
});

describe('movedLocks', () => {
  it('names the tasks that somebody began or ceased to edit', () => {
    const before = [person('a', [], ['t', 'u']), person('b')];

    expect(movedLocks(before, [person('a', [], ['u']), person('b', [], ['v'])])).toEqual(['t', 'v']);
    expect(movedLocks(before, before)).toEqual([]);
  });

  it('notices that a lock has another holder', () => {
    expect(movedLocks([person('a', [], ['t'])], [person('a'), person('b', [], ['t'])])).toEqual(['t']);
  });

  it('knows nothing of locks while nobody can tell', () => {
    expect(movedLocks(undefined, null)).toEqual([]);
  });
});
