import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { Task } from '@/shared/api/types';
import type { MessageId } from '@/shared/i18n/messages/en';
import { useT } from '@/shared/i18n/useT';
import { cx } from '@/shared/lib/cx';
import { Button } from '@/shared/ui/Button';
import { Notice } from '@/shared/ui/Notice';
import { nextSort, sortDirection, type Sort, type SortField } from '../model';
import type { ListContext } from '../useListContext';
import { useRowKeys } from '../useRowKeys';
import type { TaskSelection } from '../useSelection';
import { Mark } from '@/shared/ui/Mark';
import { TaskRow } from './TaskRow';

const coarse = matchMedia('(pointer: coarse)').matches;
const rowHeight = coarse ? 44 : 32;
const aheadOfEnd = 30;

export const columnsClass =
  'grid w-full min-w-[720px] grid-cols-[24px_76px_minmax(200px,1fr)_140px_112px_120px_96px_104px] items-center gap-x-2 px-3';

const columns: { label: MessageId; sort?: SortField }[] = [
  { label: 'list.column.key', sort: 'number' },
  { label: 'list.column.title' },
  { label: 'list.column.status' },
  { label: 'list.column.priority', sort: 'priority' },
  { label: 'list.column.assignees' },
  { label: 'list.column.due', sort: 'due_date' },
  { label: 'list.column.updated', sort: 'updated_at' },
];

interface TaskTableProps {
  context: ListContext;
  tasks: readonly Task[];
  selection: TaskSelection;
  sort: Sort;
  openTask: string | undefined;
  /** The rows belong to the filters before; the new ones are on the way. */
  stale: boolean;
  hasMore: boolean;
  loadingMore: boolean;
  moreFailed: boolean;
  onSort: (sort: Sort) => void;
  onMore: () => void;
}

export function TaskTable({
  context,
  tasks,
  selection,
  sort,
  openTask,
  stale,
  hasMore,
  loadingMore,
  moreFailed,
  onSort,
  onMore,
}: TaskTableProps) {
  const t = useT();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: tasks.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => tasks[index]?.id ?? index,
    overscan: 12,
  });
  const rows = virtual.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;

  useEffect(() => {
    if (hasMore && !loadingMore && !moreFailed && last >= tasks.length - aheadOfEnd) onMore();
  }, [hasMore, loadingMore, moreFailed, last, tasks.length, onMore]);

  const focusRow = (index: number) => {
    virtual.scrollToIndex(index, { align: 'auto' });
    requestAnimationFrame(() => {
      scroller.current?.querySelector<HTMLElement>(`[data-row="${index}"] [data-open]`)?.focus({ preventScroll: true });
    });
  };

  const keys = useRowKeys({ tasks, selection, editable: context.editable, focusRow });
  const all = tasks.length > 0 && selection.tasks.length === tasks.length;

  return (
    <div ref={scroller} className={cx('min-h-0 flex-1 overflow-auto', stale && 'opacity-60')} aria-busy={stale}>
      <div role="table" aria-rowcount={hasMore ? -1 : tasks.length + 1} className="min-w-fit">
        <div role="rowgroup" className="sticky top-0 z-10">
          <div
            role="row"
            aria-rowindex={1}
            className={cx(columnsClass, 'h-8 border-b border-line bg-canvas text-xs text-fg-muted')}
          >
            <div role="columnheader">
              {context.editable && (
                <Mark
                  label={t('list.selectAll')}
                  checked={all}
                  some={selection.tasks.length > 0 && !all}
                  onChange={() => (all ? selection.clear() : selection.all())}
                />
              )}
            </div>
            {columns.map(({ label, sort: field }) => (
              <ColumnHeader key={label} label={t(label)} field={field} sort={sort} onSort={onSort} />
            ))}
          </div>
        </div>
        <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }} {...keys}>
          {rows.map((row) => {
            const task = tasks[row.index];
            return (
              task && (
                <TaskRow
                  key={row.key}
                  task={task}
                  index={row.index}
                  top={row.start}
                  height={rowHeight}
                  context={context}
                  open={openTask === task.key}
                  selected={selection.has(task.id)}
                  onToggle={selection.toggle}
                />
              )
            );
          })}
        </div>
      </div>
      {moreFailed && (
        <div className="p-3">
          <Notice tone="danger" action={<Button onClick={onMore}>{t('common.retry')}</Button>}>
            {t('list.moreFailed')}
          </Notice>
        </div>
      )}
      {hasMore && !moreFailed && (
        <div className="flex justify-center p-3">
          <Button busy={loadingMore} onClick={onMore}>
            {t('list.more')}
          </Button>
        </div>
      )}
    </div>
  );
}

interface ColumnHeaderProps {
  label: string;
  field: SortField | undefined;
  sort: Sort;
  onSort: (sort: Sort) => void;
}

function ColumnHeader({ label, field, sort, onSort }: ColumnHeaderProps) {
  if (!field)
    return (
      <div role="columnheader" className="font-medium">
        {label}
      </div>
    );

  const direction = sortDirection(sort, field);
  return (
    <div role="columnheader" aria-sort={direction ?? 'none'}>
      <button
        type="button"
        className="-mx-1 flex min-h-6 items-center gap-1 rounded-sm px-1 font-medium hover:bg-hover hover:text-fg"
        onClick={() => onSort(nextSort(sort, field))}
      >
        {label}
        {direction === 'ascending' && <ArrowUp aria-hidden size={12} />}
        {direction === 'descending' && <ArrowDown aria-hidden size={12} />}
      </button>
    </div>
  );
}
