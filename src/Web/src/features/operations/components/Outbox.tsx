import { useQueryClient } from '@tanstack/react-query';
import type { Overview } from '@/shared/api/overviewTypes';
import { keys } from '@/shared/api/keys';
import { useIntent } from '@/shared/api/mutation';
import { useFormat } from '@/shared/i18n/useFormat';
import { useT } from '@/shared/i18n/useT';
import { Button } from '@/shared/ui/Button';
import { showToast } from '@/shared/ui/toast';
import { showWriteError } from '@/shared/ui/writeError';
import { retryDeadEvents } from '../api';

/** Events on their way to people; what was set aside is tried again from here, when its cause is mended. */
export function Outbox({ outbox: { waiting, oldest_at, dead } }: { outbox: Overview['outbox'] }) {
  const t = useT();
  const format = useFormat();
  const client = useQueryClient();
  const retry = useIntent({
    send: (_: void, intent) => retryDeadEvents(intent),
    onSuccess: ({ retried }) => {
      showToast({ tone: 'ok', title: t('overview.retried', { count: retried }) });
      return client.invalidateQueries({ queryKey: keys.overview });
    },
    onError: (error) => showWriteError(t, error, { retry: () => retry.mutate() }),
  });
  return (
    <div className="flex flex-wrap items-center gap-4">
      <p>
        {t('overview.waiting', { count: waiting })}
        {oldest_at && <span className="text-fg-muted"> {t('overview.oldest', { at: format.exact(oldest_at) })}</span>}
      </p>
      <p className={dead > 0 ? 'text-danger' : 'text-fg-muted'}>{t('overview.setAside', { count: dead })}</p>
      {dead > 0 && (
        <Button busy={retry.isPending} onClick={() => retry.mutate()}>
          {t('overview.tryAgain')}
        </Button>
      )}
    </div>
  );
}
