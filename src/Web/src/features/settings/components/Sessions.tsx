import { useQuery, useQueryClient } from '@tanstack/react-query';
import { keys } from '@/shared/api/keys';
import { useIntent } from '@/shared/api/mutation';
import { useFormat } from '@/shared/i18n/useFormat';
import { useT } from '@/shared/i18n/useT';
import { Badge } from '@/shared/ui/Badge';
import { Button } from '@/shared/ui/Button';
import { ErrorState } from '@/shared/ui/ErrorState';
import { Loading } from '@/shared/ui/Loading';
import { Section } from '@/shared/ui/Page';
import { showWriteError } from '@/shared/ui/writeError';
import { endSessions, sessionsQuery } from '../api';
import { describeBrowser } from '../model';

export function Sessions() {
  const t = useT();
  const format = useFormat();
  const queryClient = useQueryClient();
  const sessions = useQuery(sessionsQuery);
  const end = useIntent({
    send: (id: string | null, intent) => endSessions(id, intent),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.sessions }),
    onError: (error, id) => showWriteError(t, error, { retry: () => end.mutate(id) }),
  });

  return (
    <Section title={t('settings.sessions')} description={t('settings.sessionsHint')}>
      {sessions.isPending && <Loading />}
      {sessions.error && <ErrorState error={sessions.error} onRetry={() => void sessions.refetch()} />}
      <ul className="flex flex-col gap-1">
        {sessions.data?.map((session) => {
          const name = describeBrowser(session.user_agent) ?? t('settings.sessions.unknown');
          return (
            <li key={session.id} className="flex min-h-8 items-center gap-2">
              <span className="font-medium">{name}</span>
              {session.current && <Badge tone="ok">{t('settings.sessions.current')}</Badge>}
              <span className="min-w-0 flex-1 truncate text-xs text-fg-muted">
                {t('settings.sessions.seen', { when: format.ago(session.last_seen_at) })}
              </span>
              {!session.current && (
                <Button
                  aria-label={t('settings.sessions.endOf', { name })}
                  busy={end.isPending && end.variables === session.id}
                  onClick={() => end.mutate(session.id)}
                >
                  {t('settings.sessions.end')}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {sessions.data && sessions.data.length > 1 && (
        <Button className="self-start" busy={end.isPending && end.variables === null} onClick={() => end.mutate(null)}>
          {t('settings.sessions.endOthers')}
        </Button>
      )}
    </Section>
  );
}
