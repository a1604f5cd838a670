import { useInfiniteQuery } from '@tanstack/react-query';
import { useT } from '@/shared/i18n/useT';
import { ErrorState } from '@/shared/ui/ErrorState';
import { Loading } from '@/shared/ui/Loading';
import { Section } from '@/shared/ui/Page';
import { inboxQuery } from '../api';
import { groupsOf, newestOf } from '../model';
import { NotificationLine } from './NotificationLine';

const shown = 5;

/** The newest lines of the inbox, each with the way to its explanation. */
export function LastTold() {
  const t = useT();
  const inbox = useInfiniteQuery(inboxQuery(false));
  const newest = newestOf(groupsOf(inbox.data?.pages ?? []), shown);

  return (
    <Section title={t('notifications.why')} description={t('notifications.whyHint')}>
      {inbox.isPending && <Loading />}
      {inbox.isError && !inbox.data && <ErrorState error={inbox.error} onRetry={() => void inbox.refetch()} />}
      {inbox.data && newest.length === 0 && <p className="text-fg-muted">{t('notifications.nothingYet')}</p>}
      {newest.length > 0 && (
        <ul className="flex flex-col gap-1">
          {newest.map(({ notification, task }) => (
            <NotificationLine key={notification.id} notification={notification} taskKey={task.key} />
          ))}
        </ul>
      )}
    </Section>
  );
}
