import { describe, expect, it } from 'vitest';
import type { JobRun } from '@/shared/api/jobTypes';
import { doneIn, durationOf, hasBegun, readJobSearch, runsOf } from './model';

const run = (id: string): JobRun => ({
  id,
  job: 'old-runs',
  node: 'one',
  triggered_by: null,
  scheduled_at: '2026-01-31T10:00:00.000Z',
  started_at: '2026-01-31T10:00:01.000Z',
  ended_at: '2026-01-31T10:00:03.500Z',
  outcome: 'succeeded',
  counts: { deleted: 3, kept: 0 },
  findings: [],
  error: null,
});

describe('a run', () => {
  it('took from its start to its end, and nothing is said while it runs', () => {
    expect(durationOf(run('1'))).toBe(2_500);
    expect(durationOf({ ...run('1'), ended_at: null })).toBeNull();
  });

  it('names only what it did', () => {
    expect(doneIn(run('1'))).toEqual([['deleted', 3]]);
  });

  it('stands once and newest first, however pages moved', () => {
    const pages = [{ items: [run('3'), run('2')] }, { items: [run('2'), run('1')] }];
    expect(runsOf(pages).map(({ id }) => id)).toEqual(['3', '2', '1']);
  });
});

describe('hasBegun', () => {
  it('waits for another run than the one before', () => {
    expect(hasBegun({ last_run: null }, undefined)).toBe(false);
    expect(hasBegun({ last_run: run('1') }, undefined)).toBe(true);
    expect(hasBegun({ last_run: run('1') }, '1')).toBe(false);
    expect(hasBegun({ last_run: run('2') }, '1')).toBe(true);
  });
});

describe('readJobSearch', () => {
  it('takes a name and nothing else', () => {
    expect(readJobSearch({ job: 'old-runs' })).toEqual({ job: 'old-runs' });
    expect(readJobSearch({ job: 7 })).toEqual({});
    expect(readJobSearch({ job: '' })).toEqual({});
  });
});
