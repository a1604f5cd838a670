import type { Milestone } from '@/shared/api/planning';

/** What ends first comes first; what has no end stands behind, by name. */
export function byDate(a: Milestone, b: Milestone): number {
  if (a.end_date !== b.end_date) {
    if (a.end_date === null) return 1;
    if (b.end_date === null) return -1;
    return a.end_date < b.end_date ? -1 : 1;
  }
  return a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1);
}

/** Whole percent of the tasks that are done; canceled ones count for nothing. None where there is no task. */
export function progressOf({ done_count: done, open_count: open }: Milestone): number | null {
  return done + open === 0 ? null : Math.floor((done / (done + open)) * 100);
}

/** What a task may be put into: the open ones, and the one it is in. */
export function choicesFor(milestones: readonly Milestone[], current: string | null): Milestone[] {
  return milestones.filter(({ id, state }) => state === 'open' || id === current);
}
