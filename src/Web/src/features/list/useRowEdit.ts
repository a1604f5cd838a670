import { useQueryClient } from '@tanstack/react-query';
import { patchTask } from '@/features/tasks/api';
import { applyTask } from '@/features/tasks/cache';
import { keys } from '@/shared/api/keys';
import { useIntent } from '@/shared/api/mutation';
import { ApiError } from '@/shared/api/problem';
import type { Task, TaskPatch } from '@/shared/api/types';
import { useT } from '@/shared/i18n/useT';
import { showWriteError } from '@/shared/ui/writeError';

interface RowEdit {
  /** The confirmed task under the change that is on its way. */
  task: Task;
  sending: boolean;
  edit: (patch: TaskPatch) => void;
}

export function useRowEdit(confirmed: Task): RowEdit {
  const t = useT();
  const client = useQueryClient();
  const write = useIntent({
    scope: { id: `task:${confirmed.id}` },
    send: ({ version, patch }: { version: number; patch: TaskPatch }, intent) =>
      patchTask(confirmed.id, version, patch, intent),
    onSuccess: (task) => {
      applyTask(client, task);
      return client.invalidateQueries({ queryKey: keys.board(task.project_id) });
    },
    onError: (error, { patch }) => {
      const theirs = error instanceof ApiError ? error.conflict?.current : undefined;
      if (theirs) applyTask(client, theirs as unknown as Task);
      showWriteError(t, error, { subject: confirmed.key, ...(!theirs && { retry: () => edit(patch) }) });
    },
  });
  const edit = (patch: TaskPatch) => write.mutate({ version: confirmed.version, patch });

  return {
    task: write.isPending ? { ...confirmed, ...write.variables.patch } : confirmed,
    sending: write.isPending,
    edit,
  };
}
