import { Link } from '@tanstack/react-router';
import { Pause, Play, Zap } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Job } from '@/shared/api/jobTypes';
import { useFormat } from '@/shared/i18n/useFormat';
import { useT } from '@/shared/i18n/useT';
import { cx } from '@/shared/lib/cx';
import { Badge } from '@/shared/ui/Badge';
import { Button } from '@/shared/ui/Button';
import type { JobAction } from '../api';
import { durationOf } from '../model';
import { RunOutcome } from './RunOutcome';

const head = 'border-b border-line px-2 py-1.5 text-left font-medium whitespace-nowrap';
const cell = 'px-2 py-1.5 text-left align-top whitespace-nowrap';

interface JobTableProps {
  jobs: readonly Job[];
  /** Whose runs are shown. */
  shown: string | undefined;
  pending: { name: string; action: JobAction } | undefined;
  isRequested: (job: Job) => boolean;
  onAsk: (job: Job, action: JobAction) => void;
}

export function JobTable({ jobs, shown, pending, isRequested, onAsk }: JobTableProps) {
  const t = useT();
  return (
    <div className="overflow-x-auto rounded-lg border border-line bg-surface">
      <table className="w-full min-w-3xl border-collapse">
        <thead className="text-xs text-fg-muted">
          <tr>
            <th className={head}>{t('jobs.job')}</th>
            <th className={head}>{t('jobs.every')}</th>
            <th className={head}>{t('jobs.next')}</th>
            <th className={head}>{t('jobs.last')}</th>
            <th className={head}>
              <span className="sr-only">{t('jobs.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {jobs.map((job) => (
            <JobRow
              key={job.name}
              job={job}
              shown={job.name === shown}
              pending={pending?.name === job.name ? pending.action : undefined}
              requested={isRequested(job)}
              onAsk={(action) => onAsk(job, action)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface JobRowProps {
  job: Job;
  shown: boolean;
  pending: JobAction | undefined;
  requested: boolean;
  onAsk: (action: JobAction) => void;
}

function JobRow({ job, shown, pending, requested, onAsk }: JobRowProps) {
  const t = useT();
  const format = useFormat();
  const toggle = job.paused ? 'resume' : 'pause';

  return (
    <tr data-job={job.name} className={cx('border-t border-line first:border-0', shown && 'bg-selected')}>
      <th scope="row" className="w-full px-2 py-1.5 text-left align-top font-normal">
        <Link
          to="/operations/jobs"
          search={{ job: job.name }}
          aria-current={shown || undefined}
          className="font-mono text-xs hover:underline"
        >
          {job.name}
        </Link>
        <p className="text-xs text-fg-muted">{job.description}</p>
      </th>
      <td className={cell}>{format.span(job.every_seconds * 1_000)}</td>
      <td className={cell}>
        {requested ? (
          <Badge tone="accent">{t('jobs.requested')}</Badge>
        ) : job.paused ? (
          <Badge tone="warn">
            <Pause aria-hidden size={12} />
            {t('jobs.paused')}
          </Badge>
        ) : (
          job.next_run_at && <Instant at={job.next_run_at} />
        )}
      </td>
      <td className={cell}>
        <LastRun job={job} />
      </td>
      <td className={cell}>
        <span className="flex justify-end gap-1">
          <Button
            variant="ghost"
            busy={pending === 'trigger'}
            disabled={job.running || requested}
            aria-label={t('jobs.triggerOf', { name: job.name })}
            onClick={() => onAsk('trigger')}
          >
            <Zap aria-hidden size={14} />
            {t('jobs.trigger')}
          </Button>
          <Button
            variant="ghost"
            className="w-24"
            busy={pending === toggle}
            aria-label={t(`jobs.${toggle}Of`, { name: job.name })}
            onClick={() => onAsk(toggle)}
          >
            {job.paused ? <Play aria-hidden size={14} /> : <Pause aria-hidden size={14} />}
            {t(`jobs.${toggle}`)}
          </Button>
        </span>
      </td>
    </tr>
  );
}

function LastRun({ job: { last_run: run } }: { job: Job }) {
  const t = useT();
  const format = useFormat();
  if (!run) return <span className="text-fg-muted">{t('jobs.never')}</span>;
  const duration = durationOf(run);
  return (
    <span className="flex items-center gap-2">
      <RunOutcome outcome={run.outcome} />
      <Instant at={run.started_at} />
      {duration !== null && <span className="text-fg-muted">{format.span(duration)}</span>}
    </span>
  );
}

export function Instant({ at }: { at: string }): ReactNode {
  const format = useFormat();
  return (
    <time dateTime={at} className="text-fg-muted">
      {format.exact(at)}
    </time>
  );
}
