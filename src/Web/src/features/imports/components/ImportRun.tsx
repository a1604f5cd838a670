import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { keys } from '@/shared/api/keys';
import type { ImportProgress } from '@/shared/api/types';
import { useT } from '@/shared/i18n/useT';
import { Button, buttonClass } from '@/shared/ui/Button';
import { ErrorState } from '@/shared/ui/ErrorState';
import { Loading } from '@/shared/ui/Loading';
import { Notice } from '@/shared/ui/Notice';
import { Progress } from '@/shared/ui/Progress';
import { describeError } from '@/shared/ui/writeError';
import { importQuery } from '../api';
import { isUnderWay, rowsDone } from '../model';
import { ImportCounts } from './ImportCounts';
import { NoteTable } from './NoteTable';

interface ImportRunProps {
  id: string;
  projectId: string;
  /** The page still holds the file that was checked. */
  startable: boolean;
  starting: boolean;
  startError: Error | null;
  onStart: () => void;
  onChange: () => void;
  onAgain: () => void;
}

export function ImportRun({
  id,
  projectId,
  startable,
  starting,
  startError,
  onStart,
  onChange,
  onAgain,
}: ImportRunProps) {
  const t = useT();
  const client = useQueryClient();
  const { data: run, error, refetch } = useQuery(importQuery(id));
  const changedTheProject = run !== undefined && !run.dry_run && !isUnderWay(run);

  useEffect(() => {
    if (changedTheProject) void client.invalidateQueries({ queryKey: keys.project(projectId) });
  }, [changedTheProject, client, projectId]);

  if (!run) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading />;
  return (
    <div className="flex flex-col gap-4 rounded-lg border border-line bg-surface p-4">
      {isUnderWay(run) ? <UnderWay run={run} /> : <Outcome run={run} />}
      {startError && (
        <Notice tone="danger" urgent>
          {describeError(t, startError)}
        </Notice>
      )}
      <NoteTable
        title={t(run.dry_run ? 'imports.errors' : 'imports.errorsDone')}
        notes={run.errors}
        tone="danger"
        total={run.failed}
      />
      <NoteTable title={t('imports.warnings')} notes={run.warnings} tone="warn" total={run.warnings.length} />
      {!isUnderWay(run) && (
        <div className="flex flex-wrap items-center gap-2">
          {run.dry_run && run.status === 'ready' && startable && (
            <Button variant="primary" busy={starting} onClick={onStart}>
              {t(run.failed > 0 ? 'imports.startAnyway' : 'imports.start')}
            </Button>
          )}
          {run.dry_run && <Button onClick={onChange}>{t('imports.change')}</Button>}
          {!run.dry_run && (
            <>
              <Link to="/projects/$projectId/board" params={{ projectId }} className={buttonClass('primary')}>
                {t('imports.toBoard')}
              </Link>
              <Link to="/projects/$projectId/list" params={{ projectId }} className={buttonClass()}>
                {t('imports.toList')}
              </Link>
              <Button onClick={onAgain}>{t('imports.again')}</Button>
            </>
          )}
          {run.dry_run && run.status === 'ready' && !startable && <p className="text-fg-muted">{t('imports.lost')}</p>}
        </div>
      )}
    </div>
  );
}

function UnderWay({ run }: { run: ImportProgress }) {
  const t = useT();
  const done = { done: rowsDone(run), total: run.rows_total };
  const label =
    run.status === 'queued' ? t('imports.queued') : t(run.dry_run ? 'imports.checking' : 'imports.running', done);
  return (
    <>
      <Progress label={label} value={run.status === 'queued' ? null : run.progress} />
      {!run.dry_run && <p className="text-xs text-fg-muted">{t('imports.leave')}</p>}
    </>
  );
}

function Outcome({ run }: { run: ImportProgress }) {
  const t = useT();
  if (run.status === 'failed')
    return (
      <Notice tone="danger" urgent title={t(run.dry_run ? 'imports.failed.checkTitle' : 'imports.failed.title')}>
        {run.errors[0]?.message}
      </Notice>
    );
  return (
    <>
      {run.dry_run ? (
        <Notice title={t('imports.checked.title')}>{t('imports.checked.text')}</Notice>
      ) : (
        <Notice
          tone={run.failed > 0 ? 'warn' : 'ok'}
          title={t(run.failed > 0 ? 'imports.done.withFailures' : 'imports.done.title')}
        >
          {run.failed > 0 && t('imports.correct')}
        </Notice>
      )}
      <ImportCounts run={run} />
    </>
  );
}
