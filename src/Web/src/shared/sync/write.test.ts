import { describe, expect, it } from 'vitest';
import type { VersionConflict } from '../api/problem';
import { coalesce, decided, mustFollow, rebase, without, type Change, type Write } from './write';

const write = (change: Change, more: Partial<Write> = {}): Write => ({
  intent: crypto.randomUUID(),
  projectId: 'p',
  taskId: 't',
  subject: 'WEB-1',
  change,
  base: 1,
  state: 'waiting',
  attempts: 0,
  ...more,
});
const title = write({ kind: 'patch', patch: { title: 'x' } });
const say = (id: string) => write({ kind: 'comment', id, body: id }, { base: undefined });
const edit = (id: string, body: string) => write({ kind: 'edit-comment', id, body });
const conflict = (fields: string[], current: Record<string, unknown> = {}): VersionConflict => ({
  expected_version: 1,
  current_version: 8,
  conflicting_fields: fields,
  fields: {},
  current,
});

describe('comments', () => {
  it('keep their order and wait for nothing else of their task', () => {
    expect(mustFollow(say('a'), say('b'))).toBe(true);
    expect(mustFollow(title, say('a'))).toBe(false);
    expect(mustFollow(edit('a', '1'), edit('b', '1'))).toBe(false);
    expect(mustFollow(edit('a', '1'), edit('a', '2'))).toBe(true);
  });

  it('and their tasks have versions of their own', () => {
    expect(rebase(title, edit('a', '1'), 7)).toBe(title);
    expect(rebase(edit('a', '2'), edit('a', '1'), 7).base).toBe(7);
  });

  it('that were not sent yet are written anew in one edit, others stay', () => {
    expect(coalesce(edit('a', '1'), edit('a', '2'))?.change).toMatchObject({ body: '2' });
    expect(coalesce(edit('a', '1'), edit('b', '2'))).toBeUndefined();
    expect(without(edit('a', '1'), ['body'])).toBeUndefined();
    expect(without(say('a'), ['body'])).toBeDefined();
  });

  it('are decided into an edit of the version that was shown, or into nothing', () => {
    const open = { ...edit('a', 'mine'), state: 'conflict', conflict: conflict(['body']) } as const;

    expect(decided(open, { body: 'both' })).toMatchObject({
      base: 8,
      change: { kind: 'edit-comment', id: 'a', body: 'both' },
    });
    expect(decided(open, {})).toBeUndefined();
  });
});

describe('an undo', () => {
  const changes = { title: { from: 'A', to: 'B' }, priority: { from: 'low', to: 'high' } };
  const undo = write({ kind: 'undo', version: 2, changes }, { base: undefined });

  it('is decided into the chosen values with what nobody disputes', () => {
    const open = {
      ...undo,
      state: 'conflict',
      conflict: conflict(['title'], { title: 'C', priority: 'high' }),
    } as const;

    expect(decided(open, { title: 'A' })).toMatchObject({
      base: 8,
      change: { kind: 'patch', patch: { title: 'A', priority: 'low' } },
    });
    expect(decided(open, {})?.change).toEqual({ kind: 'patch', patch: { priority: 'low' } });
  });

  it('that was refused is over once one of its fields is written anew', () => {
    expect(without(undo, ['title'])).toBeUndefined();
    expect(without(undo, ['estimate'])).toBe(undo);
  });
});
