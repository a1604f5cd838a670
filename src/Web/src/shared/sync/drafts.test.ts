import { beforeEach, expect, it } from 'vitest';
import { dropDraft, readDraft, saveDraft, settleDraft } from './drafts';

beforeEach(() => localStorage.clear());

it('gives back what was written and the version it was written from', () => {
  expect(saveDraft('t', 'description', 'half a sentence', 7)).toBe(true);

  expect(readDraft('t', 'description')).toMatchObject({ value: 'half a sentence', version: 7 });
  expect(readDraft('t', 'title')).toBeUndefined();
});

it('goes only when the server confirmed exactly this text', () => {
  saveDraft('t', 'title', 'newer', 7);

  settleDraft('t', 'title', 'older');
  expect(readDraft('t', 'title')?.value).toBe('newer');
  settleDraft('t', 'title', 'newer');
  expect(readDraft('t', 'title')).toBeUndefined();
});

it('forgets after a fortnight, on demand, and what it cannot read', () => {
  saveDraft('t', 'title', 'old', 1, Date.now() - 15 * 86_400_000);
  expect(readDraft('t', 'title')).toBeUndefined();

  saveDraft('t', 'title', 'x', 1);
  dropDraft('t', 'title');
  expect(readDraft('t', 'title')).toBeUndefined();

  localStorage.setItem('taskflow.draft.t.title', '{');
  expect(readDraft('t', 'title')).toBeUndefined();
});
