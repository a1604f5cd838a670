import type { BulkItem } from '../api/planning';
import type { Task, TaskPatch } from '../api/types';
import type { Write } from './write';

/** One edit of many tasks; assignees and labels come and go by element, whatever else each task has. */
export interface BulkEdit extends Pick<TaskPatch, 'status_id' | 'priority' | 'milestone_id'> {
  add_assignee_ids?: string[];
  remove_assignee_ids?: string[];
  add_label_ids?: string[];
  remove_label_ids?: string[];
  archived?: boolean;
}

/** What the API takes in one request. */
export const maxBulkTasks = 500;

type Editable = Partial<Pick<Task, 'assignee_ids' | 'label_ids'>>;

/** A task after the edit, as far as its copy here knows the fields. */
export function applyEdit<T extends object>(task: T, edit: BulkEdit): T {
  const { add_assignee_ids, remove_assignee_ids, add_label_ids, remove_label_ids, archived: _, ...patch } = edit;
  const { assignee_ids, label_ids } = task as Editable;
  return {
    ...task,
    ...patch,
    ...(assignee_ids && { assignee_ids: changed(assignee_ids, add_assignee_ids, remove_assignee_ids) }),
    ...(label_ids && { label_ids: changed(label_ids, add_label_ids, remove_label_ids) }),
  };
}

function changed(ids: readonly string[], adds: readonly string[] = [], removes: readonly string[] = []): string[] {
  return [...new Set([...ids.filter((id) => !removes.includes(id)), ...adds])];
}

/** The fields of a task that an edit touches. */
export function editedFields(edit: BulkEdit): string[] {
  return Object.keys(edit).map((name) => name.replace(/^(add|remove)_/, ''));
}

/** A bulk write as one of its tasks sees it; none where the server refused the edit for this task. */
export function partOf(write: Write, taskId: string): Write | undefined {
  if (write.change.kind !== 'bulk') return write.taskId === taskId ? write : undefined;
  const task = write.change.tasks.find(({ id }) => id === taskId);
  const result = write.results?.find((item) => item.task_id === taskId);
  if (!task || result?.error) return undefined;
  const part: Write = { ...write, taskId, change: { ...write.change, tasks: [task] } };
  return result?.version ? { ...part, answered: result.version } : part;
}

/** Every write, the bulk ones once for each of their tasks. */
export function perTask(writes: readonly Write[]): Write[] {
  return writes.flatMap((write) =>
    write.change.kind === 'bulk' ? write.change.tasks.flatMap(({ id }) => partOf(write, id) ?? []) : write,
  );
}

export interface Refused {
  id: string;
  key: string;
  reason: BulkItem['error'];
}

/** The tasks of a bulk write that stay as they were, each with what the server said. */
export function refusedOf({ change, results = [] }: Write): Refused[] {
  if (change.kind !== 'bulk') return [];
  return results.flatMap(({ task_id: id, error }) => {
    if (!error) return [];
    return [{ id, key: change.tasks.find((task) => task.id === id)?.key ?? id, reason: error }];
  });
}
