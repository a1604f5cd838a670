import { useQuery } from '@tanstack/react-query';
import { useT } from '@/shared/i18n/useT';
import { taskQuery } from '../api';

/** What another task is called. */
export function TaskName({ id }: { id: string }) {
  const t = useT();
  const { data: task, isError } = useQuery(taskQuery(id));
  return task ? `${task.key} ${task.title}` : isError ? t('tasks.goneTask') : t('common.loading');
}
