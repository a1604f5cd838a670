import { useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useIntent } from '@/shared/api/mutation';
import { useT } from '@/shared/i18n/useT';
import { showWriteError } from '@/shared/ui/writeError';

interface WriteOptions<TVars> {
  /** What the change made stale. */
  stale: readonly QueryKey[];
  /** What the message names when the server refuses. */
  subject?: (vars: TVars) => string;
  onDone?: () => void;
}

/** A small setting written at once; refused ones say so and can be sent again. */
export function useSettingWrite<TVars, TData>(
  send: (vars: TVars, intent: string) => Promise<TData>,
  { stale, subject, onDone }: WriteOptions<TVars>,
) {
  const t = useT();
  const queryClient = useQueryClient();
  const write = useIntent<TData, TVars>({
    send,
    onSuccess: () => onDone?.(),
    onSettled: () => Promise.all(stale.map((queryKey) => queryClient.invalidateQueries({ queryKey }))),
    onError: (error, vars) =>
      showWriteError(t, error, { ...(subject && { subject: subject(vars) }), retry: () => write.mutate(vars) }),
  });
  return write;
}
