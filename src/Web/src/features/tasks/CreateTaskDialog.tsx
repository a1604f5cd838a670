import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useId, useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import { useIntent } from '@/shared/api/mutation';
import type { NewTask, Task } from '@/shared/api/types';
import { useT } from '@/shared/i18n/useT';
import type { CreateTaskRequest } from '@/shared/lib/uiStore';
import { Button } from '@/shared/ui/Button';
import { Checkbox } from '@/shared/ui/Checkbox';
import { Dialog } from '@/shared/ui/Dialog';
import { Notice } from '@/shared/ui/Notice';
import { showToast } from '@/shared/ui/toast';
import { describeError } from '@/shared/ui/writeError';
import { createTask } from './api';
import { applyTask, refreshLists } from './cache';
import { NewTaskFields } from './components/NewTaskFields';
import { newTaskProblems, toNewTask, type NewTaskForm } from './model';
import { useNewTaskDraft } from './useNewTaskDraft';
import { useProjectParts } from './useProjectParts';

interface CreateTaskDialogProps {
  request: CreateTaskRequest;
  onClose: () => void;
}

/** Every field of a new task. It is there when the server says so; until then the dialog keeps what was written. */
export default function CreateTaskDialog({ request: { projectId, statusId }, onClose }: CreateTaskDialogProps) {
  const t = useT();
  const id = useId();
  const client = useQueryClient();
  const navigate = useNavigate();
  const form = useRef<HTMLFormElement>(null);
  const parts = useProjectParts(projectId);
  const { values, change, clear } = useNewTaskDraft(projectId, statusId);
  const [another, setAnother] = useState(false);
  const [tried, setTried] = useState(false);

  const status = values.status_id ?? parts.statuses[0]?.id;
  const problems = newTaskProblems(values);
  const create = useIntent<Task, NewTask>({
    send: (task, intent) => createTask(projectId, task, intent),
    onSuccess: (task) => {
      applyTask(client, task);
      void refreshLists(client, projectId);
      clear(another);
      setTried(false);
      showToast({
        title: t('tasks.create.created', { key: task.key }),
        description: task.title,
        tone: 'ok',
        action: { label: t('tasks.create.open'), run: () => void openTask(task.key) },
      });
      if (another) form.current?.querySelector<HTMLElement>('[name=title]')?.focus();
      else onClose();
    },
  });

  const openTask = (key: string) =>
    navigate({ to: '/projects/$projectId/board', params: { projectId }, search: { task: key } });

  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    setTried(true);
    if (problems.size > 0) {
      form.current?.querySelector<HTMLElement>(`[name=${[...problems][0]}]`)?.focus();
      return;
    }
    if (!create.isPending) create.mutate(toNewTask({ ...values, status_id: status }));
  };
  const keys = {
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      submit();
    },
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      locked={create.isPending}
      width="md"
      title={t('tasks.create.title')}
      footer={
        <>
          <div className="mr-auto flex items-center">
            <Checkbox checked={another} onChange={setAnother}>
              {t('tasks.create.another')}
            </Checkbox>
          </div>
          <Button onClick={onClose} disabled={create.isPending}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" form={id} variant="primary" busy={create.isPending} title={t('tasks.create.hint')}>
            {t('tasks.create.submit')}
          </Button>
        </>
      }
    >
      {/* Ctrl+Enter works from every field; Enter alone only where a line is one line. */}
      <form ref={form} id={id} noValidate onSubmit={submit} {...keys} className="flex flex-col gap-3">
        {create.isError && (
          <Notice tone="danger" urgent>
            {describeError(t, create.error)}
          </Notice>
        )}
        <NewTaskFields
          projectId={projectId}
          parts={parts}
          values={{ ...values, status_id: status }}
          problems={tried ? problems : new Set<keyof NewTaskForm>()}
          onChange={change}
        />
      </form>
    </Dialog>
  );
}
