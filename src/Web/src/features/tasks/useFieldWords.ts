import { useMemo } from 'react';
import { useFormat } from '@/shared/i18n/useFormat';
import { useT } from '@/shared/i18n/useT';
import type { Option } from '@/shared/ui/Select';
import { labelOptions, memberOptions, milestoneOptions, priorityOptions, statusOptions } from './options';
import type { ProjectParts } from './useProjectParts';

/** A value of a field as a person reads it; a parent is looked up by whoever shows it. */
export function useFieldWords(parts: ProjectParts): (field: string, value: unknown) => string {
  const t = useT();
  const format = useFormat();

  return useMemo(() => {
    const none = t('common.none');
    const named = (options: readonly Option<string>[], value: unknown, gone = t('tasks.goneValue')) =>
      [value]
        .flat()
        .map((id) => options.find((option) => option.value === id)?.label ?? gone)
        .join(', ') || none;

    return (field, value) => {
      if (value === null || value === undefined || value === '') return none;
      switch (field) {
        case 'status_id':
          return named(statusOptions(parts.statuses), value, t('tasks.goneStatus'));
        case 'priority':
          return named(priorityOptions(t), value, none);
        case 'assignee_ids':
          return named(memberOptions(parts.members), value, t('common.formerMember'));
        case 'label_ids':
          return named(labelOptions(parts.labels), value, t('tasks.goneLabel'));
        case 'milestone_id':
          return named(milestoneOptions(parts.milestones), value, t('tasks.goneMilestone'));
        case 'start_date':
        case 'due_date':
          return format.date(value as string);
        case 'estimate':
          return format.number(Number(value));
        default:
          return value as string;
      }
    };
  }, [t, format, parts.statuses, parts.members, parts.labels, parts.milestones]);
}
