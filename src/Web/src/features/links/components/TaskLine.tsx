import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { StatusCategory } from '@/shared/api/types';
import { useT } from '@/shared/i18n/useT';
import { cx } from '@/shared/lib/cx';
import { StatusIcon } from '@/shared/ui/TaskGlyphs';
import { isEnded } from '../model';

interface TaskLineProps {
  task: { key: string; title: string; status_category: StatusCategory };
  color?: string;
  children?: ReactNode;
}

/** Another task in one line: how far it is, its key and title, and a way there. */
export function TaskLine({ task: { key, title, status_category: category }, color, children }: TaskLineProps) {
  const t = useT();
  return (
    <span className="flex min-h-7 min-w-0 flex-1 items-center gap-1.5">
      <span title={t(`category.${category}`)} className="flex">
        <StatusIcon category={category} color={color ?? 'currentColor'} />
        <span className="sr-only">{t(`category.${category}`)}</span>
      </span>
      <Link
        to="/tasks/$task"
        params={{ task: key }}
        className={cx(
          'flex min-h-6 min-w-0 items-center gap-1.5 hover:underline',
          isEnded(category) && 'text-fg-muted',
        )}
      >
        <span className="shrink-0 font-mono text-2xs text-fg-muted">{key}</span>
        <span className={cx('truncate', isEnded(category) && 'line-through')}>{title}</span>
      </Link>
      {children}
    </span>
  );
}
