import { beforeEach, expect, it } from 'vitest';
import { draftsOf } from './drafts';

const drafts = draftsOf('ada');
beforeEach(() => localStorage.clear());

it('gives back what was written and the version it was written from', () => {
  expect(drafts.save('t', 'description', 'half a sentence', 7)).toBe(true);

  expect(drafts.read('t', 'description')).toMatchObject({ value: 'half a sentence', version: 7 });
  expect(drafts.read('t', 'title')).toBeUndefined();
});

it('goes only when the server confirmed exactly this text', () => {
  drafts.save('t', 'title', 'newer', 7);

  drafts.settle('t', 'title', 'older');
  expect(drafts.read('t', 'title')?.value).toBe('newer');
  drafts.settle('t', 'title', 'newer');
  expect(drafts.read('t', 'title')).toBeUndefined();
});

it('forgets after a fortnight, on demand, and what it cannot read', () => {
  drafts.save('t', 'title', 'old', 1, Date.now() - 15 * 86_400_000);
  expect(drafts.read('t', 'title')).toBeUndefined();
  expect(drafts.texts()).toEqual([]);

  drafts.save('t', 'title', 'x', 1);
  drafts.drop('t', 'title');
  expect(drafts.read('t', 'title')).toBeUndefined();

  localStorage.setItem('taskflow.draft.ada.t.title', '{');
  expect(drafts.read('t', 'title')).toBeUndefined();
});

it('shows nobody the texts of another person on the same browser, and clears only those of one', () => {
  const bob = draftsOf('bob');
  drafts.save('t', 'title', 'of Ada', 1);
  bob.save('t', 'title', 'of Bob', 1);
  bob.save('t', 'comment', 'also of Bob', 1);

  expect(drafts.read('t', 'title')?.value).toBe('of Ada');
  expect(bob.texts().toSorted()).toEqual(['also of Bob', 'of Bob']);
  bob.clear();
  expect(bob.texts()).toEqual([]);
  expect(drafts.texts()).toEqual(['of Ada']);
});
