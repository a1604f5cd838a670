import { useMemo } from 'react';
import type { Task, TaskPatch } from '@/shared/api/types';
import { taskWrites, useTaskWrites } from '@/shared/sync/taskWrites';
import { overlay, writeOf, type Write } from '@/shared/sync/write';

export interface TaskEdit {
  /** The task with everything on top that the server has not confirmed. */
  shown: Task;
  /** What the server holds, as far as this page knows. */
  confirmed: Task;
  writeOf: (field: keyof TaskPatch) => Write | undefined;
  /** Saves a change made from `version`, the one the person saw when they began. */
  save: (patch: TaskPatch, version?: number) => void;
  archive: () => void;
  restore: () => void;
}

/** A task to edit: every change is one write of the queue. */
export function useTaskEdit(task: Task): TaskEdit {
  const writes = useTaskWrites(task.id);

  return useMemo(() => {
    const common = { projectId: task.project_id, taskId: task.id, subject: task.key };
    return {
      shown: overlay(task, writes),
      confirmed: task,
      writeOf: (field) => writeOf(writes, task.id, field),
      save: (patch, version = task.version) =>
        taskWrites.add({ ...common, base: version, change: { kind: 'patch', patch } }),
      archive: () => taskWrites.add({ ...common, base: undefined, change: { kind: 'archive' } }),
      restore: () => taskWrites.add({ ...common, base: undefined, change: { kind: 'restore' } }),
    };
  }, [task, writes]);
}
