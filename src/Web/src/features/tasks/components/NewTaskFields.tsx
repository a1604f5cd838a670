import type { ReactNode } from 'react';
import { MilestoneField } from '@/features/milestones/components/MilestoneField';
import { useT } from '@/shared/i18n/useT';
import { MultiCombobox } from '@/shared/ui/Combobox';
import { Field, inputClass, TextArea, TextInput } from '@/shared/ui/Field';
import { Select, type Option } from '@/shared/ui/Select';
import type { NewTaskForm } from '../model';
import { labelOptions, memberOptions, priorityOptions, statusOptions } from '../options';
import type { ProjectParts } from '../useProjectParts';
import { TaskPicker } from './TaskPicker';

interface NewTaskFieldsProps {
  projectId: string;
  parts: ProjectParts;
  values: NewTaskForm;
  problems: ReadonlySet<keyof NewTaskForm>;
  onChange: (patch: Partial<NewTaskForm>) => void;
}

const maxTitle = 500;
const maxDescription = 100_000;

export function NewTaskFields({ projectId, parts, values, problems, onChange }: NewTaskFieldsProps) {
  const t = useT();

  const several = (label: string, field: 'assignee_ids' | 'label_ids', options: readonly Option<string>[]) => {
    const chosen = options.filter((option) => values[field].includes(option.value));
    const text = chosen.map((option) => option.label).join(', ');
    return (
      <Labelled label={label}>
        <MultiCombobox
          label={`${label}: ${text || t('common.none')}`}
          searchLabel={t('common.search')}
          emptyLabel={t('common.nothingFound')}
          options={options}
          value={values[field]}
          onChange={(ids) => onChange({ [field]: ids })}
          trigger={<ChoiceButton>{text}</ChoiceButton>}
        />
      </Labelled>
    );
  };
  const date = (field: 'start_date' | 'due_date', label: string) => (
    <Field label={label} error={problems.has(field) ? t('tasks.dates.order') : undefined}>
      <TextInput
        type="date"
        name={field}
        value={values[field]}
        onChange={(event) => onChange({ [field]: event.target.value })}
      />
    </Field>
  );

  return (
    <>
      <Field label={t('tasks.field.title')} error={problems.has('title') ? t('errors.required') : undefined}>
        <TextInput
          name="title"
          autoComplete="off"
          maxLength={maxTitle}
          value={values.title}
          onChange={(event) => onChange({ title: event.target.value })}
        />
      </Field>
      <Field label={t('tasks.field.description')} description={t('tasks.create.markdown')}>
        <TextArea
          name="description"
          maxLength={maxDescription}
          value={values.description}
          onChange={(event) => onChange({ description: event.target.value })}
          className="min-h-28"
        />
      </Field>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label={t('tasks.field.status')}>
          <Select
            value={values.status_id ?? null}
            options={statusOptions(parts.statuses)}
            onChange={(status_id) => onChange({ status_id })}
          />
        </Field>
        <Field label={t('tasks.field.priority')}>
          <Select
            value={values.priority}
            options={priorityOptions(t)}
            onChange={(priority) => onChange({ priority })}
          />
        </Field>
        {several(t('tasks.field.assignees'), 'assignee_ids', memberOptions(parts.members))}
        {several(t('tasks.field.labels'), 'label_ids', labelOptions(parts.labels))}
        {date('start_date', t('tasks.field.start'))}
        {date('due_date', t('tasks.field.due'))}
        <Field
          label={t('tasks.field.estimate')}
          error={problems.has('estimate') ? t('tasks.estimate.invalid') : undefined}
        >
          <TextInput
            name="estimate"
            inputMode="decimal"
            autoComplete="off"
            value={values.estimate}
            onChange={(event) => onChange({ estimate: event.target.value })}
          />
        </Field>
        <Labelled label={t('tasks.field.milestone')}>
          <MilestoneField
            milestones={parts.milestones}
            value={values.milestone_id}
            onChange={(milestone_id) => onChange({ milestone_id })}
            renderTrigger={(milestone) => <ChoiceButton>{milestone?.name ?? ''}</ChoiceButton>}
          />
        </Labelled>
        <Labelled label={t('tasks.field.parent')}>
          <TaskPicker
            projectId={projectId}
            except={undefined}
            value={values.parent_id}
            label={t('tasks.field.parent')}
            onChange={(parent_id) => onChange({ parent_id })}
            renderTrigger={(parent) => <ChoiceButton>{parent ? `${parent.key} ${parent.title}` : ''}</ChoiceButton>}
          />
        </Labelled>
      </div>
    </>
  );
}

/** The name is in the button itself, beside its value. */
function Labelled({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <span aria-hidden className="text-xs font-medium">
        {label}
      </span>
      {children}
    </div>
  );
}

function ChoiceButton({ children, ...rest }: { children: string }) {
  const t = useT();
  return (
    <button type="button" {...rest} className={`${inputClass} truncate text-left`}>
      {children || <span className="text-fg-muted">{t('common.none')}</span>}
    </button>
  );
}
