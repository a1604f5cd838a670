import { MilestoneField } from '@/features/milestones/components/MilestoneField';
import type { Task, TaskPatch } from '@/shared/api/types';
import { useT } from '@/shared/i18n/useT';
import { Avatar } from '@/shared/ui/Avatar';
import { LabelChip } from '@/shared/ui/Badge';
import { Select, type Option } from '@/shared/ui/Select';
import { datesInOrder, parseEstimate } from '../model';
import { labelOptions, memberOptions, priorityOptions, statusOptions } from '../options';
import type { ProjectParts } from '../useProjectParts';
import type { TaskEdit } from '../useTaskEdit';
import { FieldRow } from './FieldRow';
import { SetField } from './SetField';
import { TaskPicker } from './TaskPicker';
import { TextField } from './TextField';
import { ValueButton } from './ValueButton';

interface PropertiesProps {
  edit: TaskEdit;
  parts: ProjectParts;
  editable: boolean;
}

/** Every field of a task but its texts, each saved by itself. */
export function Properties({ edit, parts, editable }: PropertiesProps) {
  const t = useT();
  const { shown, confirmed, save } = edit;
  const statuses = statusOptions(parts.statuses);
  const priorities = priorityOptions(t);
  const none = <span className="text-fg-muted">{t('common.none')}</span>;

  const row = (field: keyof TaskPatch, label: string) => ({ field, label, write: edit.writeOf(field) });

  const choice = <T extends string>(
    label: string,
    value: T,
    options: readonly Option<T>[],
    onChange: (v: T) => void,
  ) => {
    const chosen = options.find((option) => option.value === value);
    return (
      <Select
        label={`${label}: ${chosen?.label ?? ''}`}
        value={value}
        options={options}
        onChange={(next) => next !== value && onChange(next)}
        disabled={!editable}
        trigger={
          <ValueButton>
            {chosen?.icon}
            {chosen?.label}
          </ValueButton>
        }
      />
    );
  };

  const dateField = (field: 'start_date' | 'due_date', label: string) => (
    <FieldRow {...row(field, label)}>
      <TextField
        type="date"
        label={label}
        value={shown[field] ?? ''}
        editable={editable}
        refuse={(text) => (datesInOrder(...orderOf(shown, field, text)) ? undefined : t('tasks.dates.order'))}
        version={confirmed.version}
        onSave={(text, version) => save({ [field]: text || null }, version)}
      />
    </FieldRow>
  );

  return (
    <div className="flex flex-col gap-0.5">
      <FieldRow {...row('status_id', t('tasks.field.status'))}>
        {choice(t('tasks.field.status'), shown.status_id, statuses, (status_id) => save({ status_id }))}
      </FieldRow>
      <FieldRow {...row('priority', t('tasks.field.priority'))}>
        {choice(t('tasks.field.priority'), shown.priority, priorities, (priority) => save({ priority }))}
      </FieldRow>
      <FieldRow {...row('assignee_ids', t('tasks.field.assignees'))}>
        <SetField
          label={t('tasks.field.assignees')}
          value={shown.assignee_ids}
          options={memberOptions(parts.members)}
          editable={editable}
          onSave={(assignee_ids) => save({ assignee_ids })}
          render={(ids) =>
            ids.length === 0 ? (
              <span className="text-fg-muted">{t('common.unassigned')}</span>
            ) : (
              ids.map((id) => <PersonChip key={id} name={parts.nameOf(id) ?? t('common.formerMember')} />)
            )
          }
        />
      </FieldRow>
      <FieldRow {...row('label_ids', t('tasks.field.labels'))}>
        <SetField
          label={t('tasks.field.labels')}
          value={shown.label_ids}
          options={labelOptions(parts.labels)}
          editable={editable}
          onSave={(label_ids) => save({ label_ids })}
          render={(ids) => {
            const chosen = parts.labels.filter((label) => ids.includes(label.id));
            return chosen.length === 0
              ? none
              : chosen.map((label) => <LabelChip key={label.id} name={label.name} color={label.color} />);
          }}
        />
      </FieldRow>
      <FieldRow {...row('milestone_id', t('tasks.field.milestone'))}>
        <MilestoneField
          milestones={parts.milestones}
          value={shown.milestone_id}
          disabled={!editable}
          onChange={(milestone_id) => save({ milestone_id })}
          renderTrigger={(milestone) => (
            <ValueButton>{milestone ? <span className="truncate">{milestone.name}</span> : none}</ValueButton>
          )}
        />
      </FieldRow>
      <FieldRow {...row('parent_id', t('tasks.field.parent'))}>
        <TaskPicker
          projectId={shown.project_id}
          except={shown.id}
          value={shown.parent_id}
          label={t('tasks.field.parent')}
          disabled={!editable}
          onChange={(parent_id) => save({ parent_id })}
          renderTrigger={(parent) => (
            <ValueButton>
              {parent ? <span className="truncate">{`${parent.key} ${parent.title}`}</span> : none}
            </ValueButton>
          )}
        />
      </FieldRow>
      {dateField('start_date', t('tasks.field.start'))}
      {dateField('due_date', t('tasks.field.due'))}
      <FieldRow {...row('estimate', t('tasks.field.estimate'))}>
        <TextField
          type="text"
          label={t('tasks.field.estimate')}
          placeholder={t('common.none')}
          value={shown.estimate === null ? '' : String(shown.estimate)}
          editable={editable}
          refuse={(text) => (parseEstimate(text).ok ? undefined : t('tasks.estimate.invalid'))}
          version={confirmed.version}
          onSave={(text, version) => {
            const parsed = parseEstimate(text);
            if (parsed.ok) save({ estimate: parsed.value }, version);
          }}
        />
      </FieldRow>
    </div>
  );
}

function orderOf(task: Task, field: 'start_date' | 'due_date', text: string): [string | null, string | null] {
  return field === 'start_date' ? [text || null, task.due_date] : [task.start_date, text || null];
}

function PersonChip({ name }: { name: string }) {
  return (
    <span className="inline-flex items-center gap-1">
      <Avatar name={name} />
      {name}
    </span>
  );
}
