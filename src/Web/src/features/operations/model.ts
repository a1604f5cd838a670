import type { Job, JobRun } from '@/shared/api/jobTypes';

/** Whose runs are shown below the jobs, as it stands in the address. */
export interface JobSearch {
  job?: string;
}

export function readJobSearch({ job }: Record<string, unknown>): JobSearch {
  return typeof job === 'string' && job !== '' ? { job } : {};
}

/** In milliseconds; null while it runs. */
export function durationOf({ started_at, ended_at }: Pick<JobRun, 'started_at' | 'ended_at'>): number | null {
  return ended_at === null ? null : Math.max(Date.parse(ended_at) - Date.parse(started_at), 0);
}

/** What a run did, without what it did none of. */
export function doneIn({ counts }: Pick<JobRun, 'counts'>): [string, number][] {
  return Object.entries(counts).filter(([, count]) => count > 0);
}

/** Each once, newest first: while pages are read anew their edges move. */
export function runsOf(pages: readonly { items: readonly JobRun[] }[]): JobRun[] {
  const byId = new Map(pages.flatMap((page) => page.items.map((one) => [one.id, one] as const)));
  return [...byId.values()].toSorted((a, b) => (a.id < b.id ? 1 : -1));
}

/** Whether something asked for by hand has begun since: the newest run is another one than before. */
export function hasBegun(job: Pick<Job, 'last_run'>, runBefore: string | undefined): boolean {
  return job.last_run !== null && job.last_run.id !== runBefore;
}
