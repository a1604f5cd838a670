import { useEffect, useState } from 'react';
import { dropDraft, readDraft, saveDraft } from '@/shared/sync/drafts';
import { blankTask, type NewTaskForm } from './model';

const field = 'new-task';

function restore(projectId: string): Partial<NewTaskForm> {
  try {
    return JSON.parse(readDraft(projectId, field)?.value ?? '{}') as Partial<NewTaskForm>;
  } catch {
    return {};
  }
}

/** A task that was begun and not created is there again when the dialog opens next time. */
export function useNewTaskDraft(projectId: string, statusId: string | undefined) {
  const [values, setValues] = useState<NewTaskForm>(() => {
    const stored = restore(projectId);
    return { ...blankTask, ...stored, status_id: statusId ?? stored.status_id };
  });

  useEffect(() => {
    if (values.title.trim() === '' && values.description.trim() === '') dropDraft(projectId, field);
    else saveDraft(projectId, field, JSON.stringify(values), 0);
  }, [projectId, values]);

  return {
    values,
    change: (patch: Partial<NewTaskForm>) => setValues((old) => ({ ...old, ...patch })),
    /** After the creation; for the next one the choices stay and the texts go. */
    clear: (keepChoices: boolean) => {
      dropDraft(projectId, field);
      setValues((old) => ({ ...(keepChoices ? old : blankTask), title: '', description: '' }));
    },
  };
}
