import { useState, type ReactElement, type ReactNode } from 'react';
import { priorities, type Task, type TaskPatch } from '@/shared/api/types';
import { useT } from '@/shared/i18n/useT';
import { Avatar } from '@/shared/ui/Avatar';
import { MultiCombobox } from '@/shared/ui/Combobox';
import { Select } from '@/shared/ui/Select';
import { PriorityIcon, StatusIcon } from '@/shared/ui/TaskGlyphs';
import type { ListContext } from '../useListContext';

interface CellProps {
  task: Task;
  context: ListContext;
  onEdit: (patch: TaskPatch) => void;
}

const cellButton =
  'flex min-h-6 w-full min-w-0 items-center gap-1.5 rounded-sm px-1 text-left text-xs hover:bg-hover hover:outline hover:outline-line-strong';

interface EditableProps {
  label: string;
  editable: boolean;
  content: ReactNode;
  /** The open chooser around the given trigger. */
  renderChooser: (trigger: ReactElement) => ReactNode;
}

/** A value until it is pressed, then a chooser: hundreds of choosers at once would cost the scroll. */
function Editable({ label, editable, content, renderChooser }: EditableProps) {
  const [wanted, setWanted] = useState(false);
  if (!editable) return <span className="flex items-center gap-1.5 px-1 text-xs">{content}</span>;

  const trigger = (
    <button type="button" className={cellButton}>
      {content}
    </button>
  );
  if (wanted) return renderChooser(trigger);
  return (
    <button
      type="button"
      aria-label={label}
      aria-haspopup="listbox"
      className={cellButton}
      onClick={() => setWanted(true)}
    >
      {content}
    </button>
  );
}

export function StatusCell({ task, context, onEdit }: CellProps) {
  const t = useT();
  const status = context.statuses.find(({ id }) => id === task.status_id);
  const label = t('list.statusOf', { key: task.key, value: status?.name ?? '' });

  return (
    <Editable
      label={label}
      editable={context.editable}
      content={
        status && (
          <>
            <StatusIcon category={status.category} color={status.color} />
            <span className="truncate">{status.name}</span>
          </>
        )
      }
      renderChooser={(trigger) => (
        <Select
          defaultOpen
          label={label}
          value={task.status_id}
          trigger={trigger}
          options={context.statuses.map(({ id, name, category, color }) => ({
            value: id,
            label: name,
            icon: <StatusIcon category={category} color={color} />,
          }))}
          onChange={(id) => id !== task.status_id && onEdit({ status_id: id })}
        />
      )}
    />
  );
}

export function PriorityCell({ task, context, onEdit }: CellProps) {
  const t = useT();
  const name = t(`priority.${task.priority}`);
  const label = t('list.priorityOf', { key: task.key, value: name });

  return (
    <Editable
      label={label}
      editable={context.editable}
      content={
        <>
          <PriorityIcon priority={task.priority} />
          <span className="truncate">{name}</span>
        </>
      }
      renderChooser={(trigger) => (
        <Select
          defaultOpen
          label={label}
          value={task.priority}
          trigger={trigger}
          options={priorities.map((priority) => ({
            value: priority,
            label: t(`priority.${priority}`),
            icon: <PriorityIcon priority={priority} />,
          }))}
          onChange={(priority) => priority !== task.priority && onEdit({ priority })}
        />
      )}
    />
  );
}

export function AssigneeCell({ task, context, onEdit }: CellProps) {
  const t = useT();
  const names = task.assignee_ids.map(
    (id) => context.people.find((person) => person.id === id)?.display_name ?? t('common.formerMember'),
  );
  const label = t('list.assigneesOf', { key: task.key, value: names.join(', ') || t('common.unassigned') });

  return (
    <Editable
      label={label}
      editable={context.editable}
      content={<AssigneeNames names={names} />}
      renderChooser={(trigger) => (
        <AssigneeChooser label={label} task={task} context={context} trigger={trigger} onEdit={onEdit} />
      )}
    />
  );
}

function AssigneeNames({ names }: { names: readonly string[] }) {
  const t = useT();
  const [first] = names;
  if (first === undefined) return <span className="truncate text-fg-muted">{t('common.unassigned')}</span>;
  return (
    <>
      <Avatar name={first} />
      <span className="truncate">{first}</span>
      {names.length > 1 && <span className="text-fg-muted">+{names.length - 1}</span>}
    </>
  );
}

/** Several may be ticked before the list closes; they are sent as one change. */
function AssigneeChooser({
  label,
  task,
  context,
  trigger,
  onEdit,
}: CellProps & { label: string; trigger: ReactElement }) {
  const t = useT();
  const [draft, setDraft] = useState<string[] | null>(null);

  const onOpenChange = (open: boolean) => {
    if (open || draft === null) return;
    const changed = draft.length !== task.assignee_ids.length || draft.some((id) => !task.assignee_ids.includes(id));
    if (changed) onEdit({ assignee_ids: draft });
    setDraft(null);
  };

  return (
    <MultiCombobox
      defaultOpen
      label={label}
      searchLabel={t('list.findPerson')}
      emptyLabel={t('common.nothingFound')}
      value={draft ?? task.assignee_ids}
      options={context.people.map(({ id, display_name }) => ({
        value: id,
        label: display_name,
        icon: <Avatar name={display_name} />,
      }))}
      onChange={setDraft}
      onOpenChange={onOpenChange}
      trigger={trigger}
    />
  );
}
