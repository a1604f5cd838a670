import { Plus, TriangleAlert } from 'lucide-react';
import { useT } from '@/shared/i18n/useT';
import { cx } from '@/shared/lib/cx';
import { useUi } from '@/shared/lib/uiStore';
import { IconButton } from '@/shared/ui/Button';
import { StatusIcon } from '@/shared/ui/TaskGlyphs';
import type { ViewColumn } from '../view';

interface ColumnHeaderProps {
  projectId: string;
  column: ViewColumn;
  titleId: string;
  editable: boolean;
}

export function ColumnHeader({ projectId, column: { status, count }, titleId, editable }: ColumnHeaderProps) {
  const t = useT();
  const openCreateTask = useUi((ui) => ui.openCreateTask);
  const limit = status.wip_limit;
  const over = limit !== null && count > limit;

  return (
    <header className="flex h-9 shrink-0 items-center gap-1.5 px-2">
      <StatusIcon category={status.category} color={status.color} />
      <h2 id={titleId} className="truncate font-semibold">
        {status.name}
      </h2>
      <span
        className={cx('flex items-center gap-1 text-xs', over ? 'font-medium text-warn' : 'text-fg-muted')}
        title={limit === null ? undefined : t('board.column.limit', { limit })}
      >
        <span className="sr-only">{t('board.column.count', { count })}</span>
        <span aria-hidden>{limit === null ? count : `${count} / ${limit}`}</span>
        {over && <TriangleAlert aria-hidden size={12} />}
        {over && <span className="sr-only">{t('board.column.overLimit', { limit })}</span>}
      </span>
      {editable && (
        <IconButton
          label={t('board.column.add', { column: status.name })}
          shortcut="C"
          className="ml-auto border-0"
          onClick={() => openCreateTask({ projectId, statusId: status.id })}
        >
          <Plus aria-hidden size={14} />
        </IconButton>
      )}
    </header>
  );
}
