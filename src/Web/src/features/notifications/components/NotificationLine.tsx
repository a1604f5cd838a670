import { Link } from '@tanstack/react-router';
import { CircleHelp } from 'lucide-react';
import { useMe } from '@/features/auth/api';
import { useFieldNames } from '@/features/tasks/useFieldNames';
import type { Notification } from '@/shared/api/notificationTypes';
import { useFormat } from '@/shared/i18n/useFormat';
import { useT } from '@/shared/i18n/useT';
import { cx } from '@/shared/lib/cx';
import { Avatar } from '@/shared/ui/Avatar';
import { deedOf } from '../model';

interface NotificationLineProps {
  notification: Notification;
  /** Where the line does not stand below its task. */
  taskKey?: string;
}

/** Who did what and why its reader was told, with the way to the whole journey. */
export function NotificationLine({ notification, taskKey }: NotificationLineProps) {
  const t = useT();
  const format = useFormat();
  const nameOf = useFieldNames();
  const { user } = useMe();
  const { id, fields } = deedOf(notification);
  const { actor, at, reason, read_at, event_id } = notification;
  const did = t(id, { fields: format.list(fields.map(nameOf)) });

  return (
    <li className="flex min-h-6 flex-wrap items-center gap-x-2 text-fg-muted">
      <Avatar name={actor.name} />
      {taskKey && <span className="font-mono text-xs">{taskKey}</span>}
      <span className={cx('min-w-0 break-words', read_at === null && 'text-fg')}>
        <span className="font-medium">{actor.name}</span> {did}
      </span>
      <span className="text-xs">{t(`inbox.reason.${reason}`)}</span>
      <time dateTime={at} title={format.instant(at)} className="ml-auto text-xs">
        {format.ago(at)}
      </time>
      <Link
        to="/events/$eventId/journey"
        params={{ eventId: event_id }}
        search={{ user_id: user.id }}
        aria-label={t('journey.whyOf', { who: actor.name, did })}
        title={t('journey.why')}
        className="flex size-6 items-center justify-center rounded-md hover:bg-hover hover:text-fg"
      >
        <CircleHelp aria-hidden size={14} />
      </Link>
    </li>
  );
}
