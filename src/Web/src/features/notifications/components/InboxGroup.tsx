import { Link } from '@tanstack/react-router';
import { Check } from 'lucide-react';
import type { NotificationGroup } from '@/shared/api/notificationTypes';
import { useT } from '@/shared/i18n/useT';
import { cx } from '@/shared/lib/cx';
import { Badge } from '@/shared/ui/Badge';
import { IconButton } from '@/shared/ui/Button';
import { NotificationLine } from './NotificationLine';

interface InboxGroupProps {
  group: NotificationGroup;
  busy: boolean;
  onRead: () => void;
}

/** A task and what its reader was told about it. */
export function InboxGroup({ group: { task, unread, notifications }, busy, onRead }: InboxGroupProps) {
  const t = useT();
  return (
    <li className="flex flex-col gap-1 px-4 py-2.5 has-[a:focus-visible]:bg-hover">
      <div className="flex min-h-7 items-center gap-2">
        <span aria-hidden className={cx('size-2 shrink-0 rounded-full', unread > 0 && 'bg-accent')} />
        <Link
          to="/tasks/$task"
          params={{ task: task.key }}
          data-inbox-task={task.id}
          onClick={() => unread > 0 && onRead()}
          className={cx('flex min-w-0 flex-1 items-baseline gap-2 hover:underline', unread > 0 && 'font-semibold')}
        >
          <span className="shrink-0 font-mono text-xs font-normal text-fg-muted">{task.key}</span>
          <span className="truncate">{task.title}</span>
        </Link>
        {unread > 0 && (
          <>
            <Badge tone="accent">{t('inbox.new', { count: unread })}</Badge>
            <IconButton
              label={t('inbox.readOf', { task: task.key })}
              shortcut="E"
              aria-busy={busy || undefined}
              onClick={onRead}
            >
              <Check aria-hidden size={14} />
            </IconButton>
          </>
        )}
      </div>
      <ul className="flex flex-col gap-1 pl-4">
        {notifications.map((one) => (
          <NotificationLine key={one.id} notification={one} />
        ))}
      </ul>
    </li>
  );
}
