import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { taskQuery } from '@/features/tasks/api';
import { useFieldNames } from '@/features/tasks/useFieldNames';
import type { JourneyChannel } from '@/shared/api/deliveryTypes';
import type { Envelope } from '@/shared/api/types';
import { useFormat } from '@/shared/i18n/useFormat';
import { useT } from '@/shared/i18n/useT';
import { Avatar } from '@/shared/ui/Avatar';
import { CopyField } from '@/shared/ui/CopyField';
import { taskOf, traceOf } from '../journey';
import { deedOf } from '../model';

/** What happened, and the trace that finds the request which caused it in the logs. */
export function EventSummary({ event, channels }: { event: Envelope; channels: readonly JourneyChannel[] }) {
  const t = useT();
  const format = useFormat();
  const nameOf = useFieldNames();
  const task = taskOf(event);
  const trace = traceOf(channels);
  const { id, fields } = deedOf(event);

  return (
    <section
      aria-label={t('journey.event')}
      className="flex flex-col gap-2 rounded-lg border border-line bg-surface px-4 py-3"
    >
      <div className="flex flex-wrap items-center gap-2">
        <Avatar name={event.actor.name} />
        <p className="min-w-0 flex-1 break-words">
          <span className="font-medium">{event.actor.name}</span>{' '}
          {task ? t(id, { fields: format.list(fields.map(nameOf)) }) : <code className="text-xs">{event.type}</code>}
        </p>
        <time dateTime={event.at} className="text-xs text-fg-muted">
          {format.exact(event.at)}
        </time>
      </div>
      {task && <TaskLink idOrKey={task} />}
      {trace && (
        <div className="flex items-center gap-2">
          <span className="shrink-0 text-xs text-fg-muted">{t('journey.trace')}</span>
          <div className="min-w-0 flex-1">
            <CopyField label={t('journey.trace')} value={trace} />
          </div>
        </div>
      )}
    </section>
  );
}

function TaskLink({ idOrKey }: { idOrKey: string }) {
  const t = useT();
  const { data: task, isError } = useQuery(taskQuery(idOrKey));
  if (isError) return <p className="text-fg-muted">{t('tasks.goneTask')}</p>;
  return (
    <Link
      to="/tasks/$task"
      params={{ task: task?.key ?? idOrKey }}
      className="flex min-h-6 min-w-0 items-center gap-2 hover:underline"
    >
      <span className="shrink-0 font-mono text-xs text-fg-muted">{task?.key ?? t('common.loading')}</span>
      <span className="truncate">{task?.title}</span>
    </Link>
  );
}
