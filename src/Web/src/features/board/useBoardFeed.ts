import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { commentedTasks, refreshComments } from '@/features/comments/cache';
import { applyTask, refreshCounts, refreshLists, refreshTask } from '@/features/tasks/cache';
import { readTask } from '@/features/tasks/api';
import { keys } from '@/shared/api/keys';
import { followChanges } from '@/shared/realtime/changesFeed';
import { readChanges } from './api';
import { applyEnvelopes, type BoardModel } from './model';

/** Keeps the board of the page at the head of the project's log. */
export function useBoardFeed(projectId: string): void {
  const client = useQueryClient();

  useEffect(() => {
    const key = keys.board(projectId);
    const reload = () => void client.refetchQueries({ queryKey: key }, { cancelRefetch: false });

    return followChanges((after, limit, signal) => readChanges(projectId, after, limit, signal), {
      position: () => client.getQueryData<BoardModel>(key),
      reset: () => {
        reload();
        void refreshLists(client, projectId);
      },
      apply: (envelopes) => {
        const before = client.getQueryData<BoardModel>(key);
        if (!before) return;
        const { model, unknown, stale } = applyEnvelopes(before, envelopes);
        client.setQueryData<BoardModel>(key, model);

        for (const { resource } of envelopes) if (resource.type === 'task') refreshTask(client, resource);
        void refreshLists(client, projectId);
        refreshCounts(client, projectId);
        if (envelopes.some(({ type }) => type === 'task.linked' || type === 'task.unlinked'))
          void client.invalidateQueries({ queryKey: keys.everyLink });
        if (envelopes.some(({ resource, changes }) => resource.type === 'milestone' || changes.milestone_id))
          void client.invalidateQueries({ queryKey: keys.milestones(projectId) });
        if (envelopes.some(({ resource }) => resource.type === 'view'))
          void client.invalidateQueries({ queryKey: keys.views(projectId) });
        if (stale) {
          reload();
          void client.invalidateQueries({ queryKey: keys.statuses(projectId) });
          void client.invalidateQueries({ queryKey: keys.labels(projectId) });
        }
        const commented = commentedTasks(envelopes);
        for (const id of commented) refreshComments(client, id);
        // A task out of reach answers 404 and stays out of the board.
        for (const id of new Set([...unknown, ...commented]))
          readTask(id).then(
            (task) => applyTask(client, task),
            () => undefined,
          );
      },
    });
  }, [client, projectId]);
}
