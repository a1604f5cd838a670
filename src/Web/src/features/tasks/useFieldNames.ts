import { useCallback } from 'react';
import { useT } from '@/shared/i18n/useT';

const labels = {
  title: 'tasks.field.title',
  description: 'tasks.field.description',
  status_id: 'tasks.field.status',
  priority: 'tasks.field.priority',
  assignee_ids: 'tasks.field.assignees',
  label_ids: 'tasks.field.labels',
  milestone_id: 'tasks.field.milestone',
  parent_id: 'tasks.field.parent',
  start_date: 'tasks.field.start',
  due_date: 'tasks.field.due',
  estimate: 'tasks.field.estimate',
  body: 'tasks.field.comment',
} as const;

/** What the screen calls a field of a task. */
export function useFieldNames(): (field: string) => string {
  const t = useT();
  return useCallback((field) => (field in labels ? t(labels[field as keyof typeof labels]) : field), [t]);
}
