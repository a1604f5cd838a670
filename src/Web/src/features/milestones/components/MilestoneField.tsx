import type { ReactElement } from 'react';
import { milestoneOptions } from '@/features/tasks/options';
import type { Milestone } from '@/shared/api/planning';
import { useT } from '@/shared/i18n/useT';
import { Combobox } from '@/shared/ui/Combobox';
import { choicesFor } from '../model';

interface MilestoneFieldProps {
  milestones: readonly Milestone[];
  value: string | null;
  disabled?: boolean;
  onChange: (id: string | null) => void;
  renderTrigger: (chosen: Milestone | undefined) => ReactElement;
}

const none = 'none';

/** The milestone of a task; what is closed is no choice any more, but stays where it was chosen. */
export function MilestoneField({ milestones, value, disabled = false, onChange, renderTrigger }: MilestoneFieldProps) {
  const t = useT();
  const chosen = milestones.find(({ id }) => id === value);
  const label = t('tasks.field.milestone');

  return (
    <Combobox
      label={`${label}: ${chosen?.name ?? t('common.none')}`}
      searchLabel={t('milestones.find')}
      emptyLabel={t('common.nothingFound')}
      disabled={disabled}
      value={value ?? none}
      options={[{ value: none, label: t('common.none') }, ...milestoneOptions(choicesFor(milestones, value))]}
      onChange={(id) => {
        const next = id === none ? null : id;
        if (next !== value) onChange(next);
      }}
      trigger={renderTrigger(chosen)}
    />
  );
}
