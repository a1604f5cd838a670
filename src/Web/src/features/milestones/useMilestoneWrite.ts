import { useQueryClient } from '@tanstack/react-query';
import { keys } from '@/shared/api/keys';
import { useIntent } from '@/shared/api/mutation';

/** A write to a milestone: what it may have changed is read again, also when it was refused because somebody was faster. */
export function useMilestoneWrite<TVars, TData>(
  projectId: string,
  send: (vars: TVars, intent: string) => Promise<TData>,
  onDone: () => void,
) {
  const client = useQueryClient();
  const stale = [keys.milestones(projectId), keys.tasks(projectId), keys.everyTask, keys.board(projectId)];
  return useIntent<TData, TVars>({
    send,
    onSuccess: onDone,
    onSettled: () => Promise.all(stale.map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}
