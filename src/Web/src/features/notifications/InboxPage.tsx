import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Inbox as InboxIcon, Settings } from 'lucide-react';
import { useRef, useState } from 'react';
import type { NotificationGroup } from '@/shared/api/notificationTypes';
import { useT } from '@/shared/i18n/useT';
import { useHotkey } from '@/shared/lib/useHotkey';
import { Button, buttonClass } from '@/shared/ui/Button';
import { Checkbox } from '@/shared/ui/Checkbox';
import { EmptyState } from '@/shared/ui/EmptyState';
import { ErrorState } from '@/shared/ui/ErrorState';
import { Loading } from '@/shared/ui/Loading';
import { Page } from '@/shared/ui/Page';
import { inboxQuery } from './api';
import { InboxGroup } from './components/InboxGroup';
import { groupsOf, stepFrom } from './model';
import { useMarkRead } from './useMarkRead';

/** What a person was told, by task, newest first. */
export default function InboxPage() {
  const t = useT();
  const [onlyUnread, setOnlyUnread] = useState(false);
  const inbox = useInfiniteQuery(inboxQuery(onlyUnread));
  const mark = useMarkRead();
  const list = useRef<HTMLUListElement>(null);
  const groups = groupsOf(inbox.data?.pages ?? []);
  const newest = groups[0];

  const rows = () => [...(list.current?.querySelectorAll<HTMLElement>('[data-inbox-task]') ?? [])];
  const focused = () => rows().findIndex((row) => row.closest('li')?.contains(document.activeElement));
  const step = (by: 1 | -1) => {
    const row = rows()[stepFrom(focused(), by, groups.length)];
    row?.focus();
    row?.scrollIntoView({ block: 'nearest' });
  };
  const read = ({ task, at }: NotificationGroup) => mark.mutate({ task_ids: [task.id], up_to: at });
  /** The row may leave the list of the unread: the hand goes on with its neighbour. */
  const readAndGoOn = (group: NotificationGroup) => {
    if (group.unread === 0) return;
    const at = groups.indexOf(group);
    rows()[at + 1 < groups.length ? at + 1 : at - 1]?.focus();
    read(group);
  };
  useHotkey({ key: 'j' }, () => step(1));
  useHotkey({ key: 'k' }, () => step(-1));
  useHotkey({ key: 'e' }, () => {
    const group = groups[focused()];
    if (group) readAndGoOn(group);
  });

  const isRead = groups.every(({ unread }) => unread === 0) && !inbox.hasNextPage;
  return (
    <Page
      title={t('inbox.title')}
      narrow
      actions={
        <>
          <Checkbox checked={onlyUnread} onChange={setOnlyUnread}>
            {t('inbox.onlyUnread')}
          </Checkbox>
          <Button
            disabled={!newest || isRead}
            busy={mark.isPending && 'all' in mark.variables}
            onClick={() => newest && mark.mutate({ all: true, up_to: newest.at })}
          >
            {t('inbox.readAll')}
          </Button>
          <Link to="/settings/notifications" className={buttonClass('ghost')}>
            <Settings aria-hidden size={14} />
            {t('notifications.settings')}
          </Link>
        </>
      }
    >
      {inbox.isPending && <Loading />}
      {inbox.isError && !inbox.data && <ErrorState error={inbox.error} onRetry={() => void inbox.refetch()} />}
      {inbox.data && !newest && (
        <EmptyState
          icon={<InboxIcon aria-hidden size={28} />}
          title={t(onlyUnread ? 'inbox.noneUnread.title' : 'inbox.empty.title')}
        >
          {t('inbox.empty.text')}
        </EmptyState>
      )}
      {newest && (
        <ul
          ref={list}
          aria-label={t('inbox.title')}
          className="divide-y divide-line rounded-lg border border-line bg-surface"
        >
          {groups.map((group) => (
            <InboxGroup
              key={group.task.id}
              group={group}
              busy={mark.isPending && 'task_ids' in mark.variables && mark.variables.task_ids.includes(group.task.id)}
              onRead={() => read(group)}
            />
          ))}
        </ul>
      )}
      {inbox.hasNextPage && (
        <Button className="self-start" busy={inbox.isFetchingNextPage} onClick={() => void inbox.fetchNextPage()}>
          {t('inbox.more')}
        </Button>
      )}
    </Page>
  );
}
