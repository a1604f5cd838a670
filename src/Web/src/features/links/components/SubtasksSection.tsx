import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import type { ProjectParts } from '@/features/tasks/useProjectParts';
import type { Task } from '@/shared/api/types';
import { useT } from '@/shared/i18n/useT';
import { taskWrites, useTaskWrites, useWrites } from '@/shared/sync/taskWrites';
import { overlay, worstState, type Write } from '@/shared/sync/write';
import { IconButton } from '@/shared/ui/Button';
import { WriteMark } from '@/shared/ui/WriteMark';
import { RefusedWrite } from '@/features/tasks/components/RefusedWrite';
import { subtasksQuery } from '../api';
import { progressOf } from '../model';
import { AddSubtask } from './AddSubtask';
import { TaskLine } from './TaskLine';

interface SubtasksSectionProps {
  task: Task;
  parts: ProjectParts;
  editable: boolean;
}

/** What hangs below a task, how far it is, and what is being added to it. */
export function SubtasksSection({ task, parts, editable }: SubtasksSectionProps) {
  const t = useT();
  const { data, isError } = useQuery(subtasksQuery(task.project_id, task.id));
  const subtasks = data?.items ?? [];
  const known = new Set(subtasks.map(({ id }) => id));
  const coming = useWrites().filter(
    ({ change, taskId }) => change.kind === 'create' && change.task.parent_id === task.id && !known.has(taskId),
  );
  const { done, total } = progressOf(subtasks);
  const id = `subtasks-${task.id}`;

  return (
    <section aria-labelledby={id} className="flex flex-col gap-1.5">
      <h3 id={id} className="flex items-center gap-2 text-xs font-semibold text-fg-muted">
        {t('subtasks.title')}
        {total > 0 && (
          <span className="font-normal">
            {t('subtasks.progress', { done, total: `${total}${data?.next_cursor ? '+' : ''}` })}
          </span>
        )}
      </h3>
      {total > 0 && (
        <div aria-hidden className="h-1 overflow-hidden rounded-full bg-hover">
          <div className="h-full bg-accent" style={{ width: `${(done / total) * 100}%` }} />
        </div>
      )}
      {isError && !data && <p className="text-xs text-danger">{t('subtasks.notLoaded')}</p>}
      {subtasks.length + coming.length > 0 && (
        <ul>
          {subtasks.map((subtask) => (
            <Subtask key={subtask.id} subtask={subtask} parentKey={task.key} parts={parts} editable={editable} />
          ))}
          {coming.map((write) => (
            <Coming key={write.intent} write={write} />
          ))}
        </ul>
      )}
      {subtasks.length + coming.length === 0 && !editable && (
        <p className="text-xs text-fg-muted">{t('common.none')}</p>
      )}
      {editable && <AddSubtask parent={task} statusId={parts.statuses[0]?.id} />}
    </section>
  );
}

interface SubtaskProps {
  subtask: Task;
  parentKey: string;
  parts: ProjectParts;
  editable: boolean;
}

function Subtask({ subtask: confirmed, parentKey, parts, editable }: SubtaskProps) {
  const t = useT();
  const writes = useTaskWrites(confirmed.id);
  const subtask = overlay(confirmed, writes);
  const status = parts.statuses.find(({ id }) => id === subtask.status_id);
  const state = worstState(writes);

  const release = () =>
    taskWrites.add({
      projectId: subtask.project_id,
      taskId: subtask.id,
      subject: subtask.key,
      base: confirmed.version,
      change: { kind: 'patch', patch: { parent_id: null } },
    });

  return (
    <li className="flex items-center gap-1">
      <TaskLine task={subtask} {...(status && { color: status.color })}>
        <span className="ml-auto shrink-0 text-2xs text-fg-muted">{status?.name}</span>
        {state && <WriteMark state={state} />}
      </TaskLine>
      {editable && (
        <IconButton label={t('subtasks.release', { key: subtask.key, parent: parentKey })} onClick={release}>
          <X aria-hidden size={14} />
        </IconButton>
      )}
    </li>
  );
}

/** Not there yet: on its way, or refused with the reason. */
function Coming({ write }: { write: Write }) {
  const t = useT();
  return (
    <li className="flex flex-col gap-1 py-0.5">
      <span className="flex min-h-6 items-center gap-2">
        <span className="min-w-0 flex-1 truncate text-fg-muted">{write.subject}</span>
        <WriteMark state={write.state} />
      </span>
      <RefusedWrite write={write} field="parent_id" label={t('tasks.field.parent')} />
    </li>
  );
}
