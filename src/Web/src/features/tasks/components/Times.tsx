import type { Task } from '@/shared/api/types';
import { useFormat } from '@/shared/i18n/useFormat';
import { useT } from '@/shared/i18n/useT';

/** When the task came, changed, began and ended, and by whom. */
export function Times({ task, nameOf }: { task: Task; nameOf: (userId: string) => string | undefined }) {
  const t = useT();
  const format = useFormat();
  const rows = [
    { label: t('tasks.time.created'), at: task.created_at, by: nameOf(task.created_by) },
    { label: t('tasks.time.updated'), at: task.updated_at, by: nameOf(task.updated_by) },
    { label: t('tasks.time.started'), at: task.started_at, by: undefined },
    { label: t('tasks.time.completed'), at: task.completed_at, by: undefined },
  ];

  return (
    <dl className="flex flex-col gap-0.5 border-t border-line pt-2 text-xs text-fg-muted">
      {rows.map(
        ({ label, at, by }) =>
          at && (
            <div key={label} className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-2">
              <dt>{label}</dt>
              <dd>
                <time dateTime={at} title={format.instant(at)}>
                  {format.ago(at)}
                </time>
                {by && ` · ${by}`}
              </dd>
            </div>
          ),
      )}
    </dl>
  );
}
