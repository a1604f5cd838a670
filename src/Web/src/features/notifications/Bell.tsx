import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Bell as BellIcon } from 'lucide-react';
import { useT } from '@/shared/i18n/useT';
import { useHotkey } from '@/shared/lib/useHotkey';
import { unreadQuery } from './api';

const mostShown = 99;

/** How many tasks have something unread, and the way to them. */
export function Bell() {
  const t = useT();
  const navigate = useNavigate();
  const { data: unread = 0 } = useQuery(unreadQuery);
  useHotkey({ key: 'i', after: 'g' }, () => void navigate({ to: '/inbox' }));

  return (
    <Link
      to="/inbox"
      aria-label={t('inbox.open', { count: unread })}
      title={`${t('inbox.open', { count: unread })} (G I)`}
      className="relative inline-flex aspect-square shrink-0 items-center justify-center rounded-md text-fg-muted control-h hover:bg-hover hover:text-fg data-[status=active]:bg-selected data-[status=active]:text-fg"
    >
      <BellIcon aria-hidden size={16} />
      {unread > 0 && (
        <span
          aria-hidden
          data-unread={unread}
          className="absolute -top-0.5 -right-1 min-w-4 rounded-full bg-accent px-1 text-center text-2xs leading-4 font-semibold text-on-accent"
        >
          {unread > mostShown ? `${mostShown}+` : unread}
        </span>
      )}
    </Link>
  );
}

/**
 * Says the number to who cannot see the bell. Apart from the top bar: whatever holds a live region stays in the accessibility tree while a dialog
 * is open, and the bar's landmark must not.
 */
export function UnreadAnnouncement() {
  const t = useT();
  const { data: unread = 0 } = useQuery(unreadQuery);
  return (
    <span aria-live="polite" className="sr-only">
      {unread > 0 && t('inbox.unread', { count: unread })}
    </span>
  );
}
