import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { JobRun } from '@/shared/api/jobTypes';
import { useFormat } from '@/shared/i18n/useFormat';
import { useT } from '@/shared/i18n/useT';
import { Button } from '@/shared/ui/Button';
import { ErrorState } from '@/shared/ui/ErrorState';
import { Loading } from '@/shared/ui/Loading';
import { Section } from '@/shared/ui/Page';
import { jobRunsQuery } from '../api';
import { doneIn, durationOf, runsOf } from '../model';
import { Instant } from './JobTable';
import { RunOutcome } from './RunOutcome';

const head = 'border-b border-line px-2 py-1.5 text-left font-medium whitespace-nowrap';
const cell = 'px-2 py-1.5 text-left align-top whitespace-nowrap';

/** What a job did, newest first, and why it failed. */
export function JobRuns({ job }: { job: string }) {
  const t = useT();
  const list = useInfiniteQuery(jobRunsQuery(job));
  const runs = runsOf(list.data?.pages ?? []);

  return (
    <Section title={t('jobs.runsOf', { name: job })}>
      {list.isPending && <Loading />}
      {list.isError && runs.length === 0 && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && runs.length === 0 && <p className="text-fg-muted">{t('jobs.noRuns')}</p>}
      {runs.length > 0 && <RunTable runs={runs} />}
      {list.hasNextPage && (
        <Button className="self-start" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('jobs.more')}
        </Button>
      )}
    </Section>
  );
}

function RunTable({ runs }: { runs: readonly JobRun[] }) {
  const t = useT();
  return (
    <div className="overflow-x-auto">
      <table className="w-full min-w-3xl border-collapse">
        <thead className="text-xs text-fg-muted">
          <tr>
            <th className={head}>{t('jobs.started')}</th>
            <th className={head}>{t('jobs.outcome')}</th>
            <th className={head}>{t('jobs.duration')}</th>
            <th className={head}>{t('jobs.cause')}</th>
            <th className={head}>{t('jobs.node')}</th>
            <th className={head}>{t('jobs.result')}</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <RunRow key={run.id} run={run} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RunRow({ run }: { run: JobRun }) {
  const t = useT();
  const format = useFormat();
  const duration = durationOf(run);
  return (
    <tr data-outcome={run.outcome} className="border-t border-line first:border-0">
      <th scope="row" className={`${cell} font-normal`}>
        <Instant at={run.started_at} />
      </th>
      <td className={cell}>
        <RunOutcome outcome={run.outcome} />
      </td>
      <td className={cell}>{duration !== null && format.span(duration)}</td>
      <td className={cell}>{t(run.triggered_by ? 'jobs.byHand' : 'jobs.bySchedule')}</td>
      <td className={`${cell} font-mono text-xs`}>{run.node}</td>
      <td className="w-1/2 px-2 py-1.5 text-left align-top">
        <Result run={run} />
      </td>
    </tr>
  );
}

function Result({ run }: { run: JobRun }): ReactNode {
  const t = useT();
  const format = useFormat();
  const done = doneIn(run);
  return (
    <>
      {done.map(([name, count]) => (
        <p key={name}>{t('jobs.counted', { count: format.number(count), name: name.replaceAll('_', ' ') })}</p>
      ))}
      {run.outcome === 'succeeded' && done.length === 0 && run.findings.length === 0 && (
        <p className="text-fg-muted">{t('jobs.nothingToDo')}</p>
      )}
      {run.findings.map((finding) => (
        <p key={finding} className="text-warn">
          {finding}
        </p>
      ))}
      {run.error && <p className="text-xs break-words whitespace-pre-wrap text-danger">{run.error}</p>}
    </>
  );
}
