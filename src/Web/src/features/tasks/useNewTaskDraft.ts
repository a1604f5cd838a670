import { useEffect, useState } from 'react';
import { useDrafts, type Drafts } from '@/shared/sync/drafts';
import { blankTask, type NewTaskForm } from './model';

const field = 'new-task';

function restore(drafts: Drafts, projectId: string): Partial<NewTaskForm> {
  try {
    return JSON.parse(drafts.read(projectId, field)?.value ?? '{}') as Partial<NewTaskForm>;
  } catch {
    return {};
  }
}

/** A task that was begun and not created is there again when the dialog opens next time. */
export function useNewTaskDraft(projectId: string, statusId: string | undefined) {
  const drafts = useDrafts();
  const [values, setValues] = useState<NewTaskForm>(() => {
    const stored = restore(drafts, projectId);
    return { ...blankTask, ...stored, status_id: statusId ?? stored.status_id };
  });

  useEffect(() => {
    if (values.title.trim() === '' && values.description.trim() === '') drafts.drop(projectId, field);
    else drafts.save(projectId, field, JSON.stringify(values), 0);
  }, [drafts, projectId, values]);

  return {
    values,
    change: (patch: Partial<NewTaskForm>) => setValues((old) => ({ ...old, ...patch })),
    /** After the creation; for the next one the choices stay and the texts go. */
    clear: (keepChoices: boolean) => {
      drafts.drop(projectId, field);
      setValues((old) => ({ ...(keepChoices ? old : blankTask), title: '', description: '' }));
    },
  };
}
