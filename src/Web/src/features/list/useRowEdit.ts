import type { Task, TaskPatch } from '@/shared/api/types';
import { taskWrites, useTaskWrites } from '@/shared/sync/taskWrites';
import { overlay, worstState, type WriteState } from '@/shared/sync/write';

interface RowEdit {
  /** The confirmed task under everything the server has not confirmed. */
  task: Task;
  state: WriteState | undefined;
  edit: (patch: TaskPatch) => void;
}

/** A row writes through the same queue as the board and the panel, so a change made offline is kept and sent later. */
export function useRowEdit(confirmed: Task): RowEdit {
  const writes = useTaskWrites(confirmed.id);
  return {
    task: overlay(confirmed, writes),
    state: worstState(writes),
    edit: (patch) =>
      taskWrites.add({
        projectId: confirmed.project_id,
        taskId: confirmed.id,
        subject: confirmed.key,
        base: confirmed.version,
        change: { kind: 'patch', patch },
      }),
  };
}
