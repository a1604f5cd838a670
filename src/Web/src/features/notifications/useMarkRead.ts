import { useQueryClient } from '@tanstack/react-query';
import { keys } from '@/shared/api/keys';
import { useIntent } from '@/shared/api/mutation';
import { useT } from '@/shared/i18n/useT';
import { showWriteError } from '@/shared/ui/writeError';
import { markRead, type Read } from './api';
import { applyRead } from './cache';

/** Nothing looks read before the server said so. */
export function useMarkRead() {
  const t = useT();
  const client = useQueryClient();
  const mark = useIntent({
    send: (read: Read, intent) => markRead(read, intent),
    onSuccess: ({ unread }, read) => {
      applyRead(client, read, unread);
      void client.invalidateQueries({ queryKey: keys.everyInbox });
    },
    onError: (error, read) => showWriteError(t, error, { retry: () => mark.mutate(read) }),
  });
  return mark;
}
