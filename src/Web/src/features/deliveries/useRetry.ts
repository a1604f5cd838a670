import { useQueryClient } from '@tanstack/react-query';
import { keys } from '@/shared/api/keys';
import { useIntent } from '@/shared/api/mutation';
import { useT } from '@/shared/i18n/useT';
import { showToast } from '@/shared/ui/toast';
import { showWriteError } from '@/shared/ui/writeError';
import { retryDeliveries, type WhatToRetry } from './api';

/** Sends again; what became of it is said when the server has answered, and the list is read anew. */
export function useRetry(onDone: (which: WhatToRetry) => void) {
  const t = useT();
  const client = useQueryClient();
  const retry = useIntent({
    send: (which: WhatToRetry, intent) => retryDeliveries(which, intent),
    onSuccess: ({ retried, more }, which) => {
      showToast({
        tone: retried > 0 ? 'ok' : 'info',
        title: t('deliveries.retried', { count: retried }),
        ...(more && { description: t('deliveries.retriedMore') }),
      });
      onDone(which);
      return client.invalidateQueries({ queryKey: keys.everyDelivery });
    },
    onError: (error, which) => showWriteError(t, error, { retry: () => retry.mutate(which) }),
  });
  return retry;
}
