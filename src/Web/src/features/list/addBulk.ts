import { uuid7 } from '@/shared/lib/uuid7';
import type { BulkEdit } from '@/shared/sync/bulk';
import { taskWrites } from '@/shared/sync/taskWrites';

/** One edit of many tasks is one write under one key, kept and repeated like any other. */
export function addBulk(
  projectId: string,
  tasks: readonly { id: string; key: string }[],
  edit: BulkEdit,
  subject: string,
): void {
  taskWrites.add({
    projectId,
    taskId: uuid7(),
    subject,
    base: undefined,
    change: { kind: 'bulk', tasks: tasks.map(({ id, key }) => ({ id, key })), edit },
  });
}
