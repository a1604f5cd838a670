export const jobOutcomes = ['running', 'succeeded', 'failed', 'timed_out', 'stopped', 'lost'] as const;
export type JobOutcome = (typeof jobOutcomes)[number];

export interface JobRun {
  id: string;
  job: string;
  node: string;
  /** The operator who asked for it; null = the schedule did. */
  triggered_by: string | null;
  scheduled_at: string;
  started_at: string;
  ended_at: string | null;
  outcome: JobOutcome;
  /** What was done, by name. */
  counts: Record<string, number>;
  /** What a person has to look at. */
  findings: string[];
  error: string | null;
}

export interface Job {
  name: string;
  description: string;
  every_seconds: number;
  paused: boolean;
  running: boolean;
  /** Null while it is paused. */
  next_run_at: string | null;
  /** The newest, which may be running; null before the first. */
  last_run: JobRun | null;
}
