import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { draftsOf } from './drafts';

const drafts = draftsOf('ada');
beforeEach(() => localStorage.clear());
afterEach(() => vi.unstubAllGlobals());

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

it('remembers a text for which the browser had no room until it is kept, confirmed or given up', () => {
  const full = draftsOf('eve');
  vi.stubGlobal('localStorage', {
    getItem: () => null,
    removeItem: () => {},
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  });
  expect(full.save('t', 'title', 'one', 1)).toBe(false);
  full.save('t', 'description', 'two', 1);
  full.save('t', 'comment', 'three', 1);
  expect(full.unsaved()).toEqual(['one', 'two', 'three']);
  expect(full.texts()).toEqual(['one', 'two', 'three']);

  full.settle('t', 'title', 'another');
  expect(full.unsaved()).toContain('one');
  full.settle('t', 'title', 'one');
  full.drop('t', 'description');
  expect(full.unsaved()).toEqual(['three']);

  vi.unstubAllGlobals();
  full.save('t', 'comment', 'three', 1);
  expect(full.unsaved()).toEqual([]);
});
