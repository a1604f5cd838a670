import { Link } from '@tanstack/react-router';
import type { Task } from '@/shared/api/types';
import { useFormat } from '@/shared/i18n/useFormat';
import { useT } from '@/shared/i18n/useT';
import { cx } from '@/shared/lib/cx';
import { LabelChip } from '@/shared/ui/Badge';
import { WriteMark } from '@/shared/ui/WriteMark';
import type { ListContext } from '../useListContext';
import { useRowEdit } from '../useRowEdit';
import { AssigneeCell, PriorityCell, StatusCell } from './cells';
import { Mark } from '@/shared/ui/Mark';
import { columnsClass } from './TaskTable';

interface TaskRowProps {
  task: Task;
  index: number;
  top: number;
  height: number;
  context: ListContext;
  open: boolean;
  selected: boolean;
  onToggle: (id: string) => void;
}

const shownLabels = 3;

export function TaskRow({ task: confirmed, index, top, height, context, open, selected, onToggle }: TaskRowProps) {
  const t = useT();
  const format = useFormat();
  const { task, state, edit } = useRowEdit(confirmed);
  const labels = context.labels.filter(({ id }) => task.label_ids.includes(id));
  const done = task.status_category === 'done' || task.status_category === 'canceled';
  const cell = { task, context, onEdit: edit };

  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-busy={state === 'waiting' || state === 'sending'}
      data-row={index}
      className={cx(
        columnsClass,
        'absolute left-0 border-b border-line',
        open || selected ? 'bg-selected' : 'bg-surface hover:bg-hover',
      )}
      style={{ height, transform: `translateY(${top}px)` }}
    >
      <div role="cell">
        {context.editable && (
          <Mark label={t('list.select', { key: task.key })} checked={selected} onChange={() => onToggle(task.id)} />
        )}
      </div>
      <div role="cell" className="flex items-center gap-1 font-mono text-xs text-fg-muted">
        <span className="truncate">{task.key}</span>
      </div>
      <div role="cell" className="flex min-w-0 items-center gap-2">
        <Link
          to="/projects/$projectId/list"
          params={{ projectId: task.project_id }}
          search={(old) => ({ ...old, task: task.key })}
          data-open
          className={cx('min-h-6 truncate py-0.5 hover:underline', done && 'text-fg-muted')}
        >
          {task.title}
        </Link>
        {state && <WriteMark state={state} />}
        <span className="ml-auto flex shrink-0 gap-1 max-xl:hidden">
          {labels.slice(0, shownLabels).map(({ id, name, color }) => (
            <LabelChip key={id} name={name} color={color} />
          ))}
          {labels.length > shownLabels && (
            <span className="text-2xs text-fg-muted">+{labels.length - shownLabels}</span>
          )}
        </span>
      </div>
      <div role="cell" className="min-w-0">
        <StatusCell {...cell} />
      </div>
      <div role="cell" className="min-w-0">
        <PriorityCell {...cell} />
      </div>
      <div role="cell" className="min-w-0">
        <AssigneeCell {...cell} />
      </div>
      <div role="cell" className="truncate text-xs text-fg-muted">
        {task.due_date && format.shortDate(task.due_date)}
      </div>
      <div role="cell" className="truncate text-xs text-fg-muted" title={format.instant(task.updated_at)}>
        {format.ago(task.updated_at)}
      </div>
    </div>
  );
}
