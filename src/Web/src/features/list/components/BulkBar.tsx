import { Archive, ChevronDown, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import {
  labelOptions,
  milestoneOptions,
  personOptions,
  priorityOptions,
  statusOptions,
} from '@/features/tasks/options';
import { useT } from '@/shared/i18n/useT';
import { useHotkey } from '@/shared/lib/useHotkey';
import { maxBulkTasks, type BulkEdit } from '@/shared/sync/bulk';
import { Button } from '@/shared/ui/Button';
import { MultiCombobox } from '@/shared/ui/Combobox';
import { Select, type Option } from '@/shared/ui/Select';
import { addBulk } from '../addBulk';
import type { ListContext } from '../useListContext';
import type { TaskSelection } from '../useSelection';

const outOfMilestone = 'none';

/** What can be done to all selected tasks at once; each choice is one write. */
export default function BulkBar({ context, selection }: { context: ListContext; selection: TaskSelection }) {
  const t = useT();
  const bar = useRef<HTMLDivElement>(null);
  const count = selection.tasks.length;
  const tooMany = count > maxBulkTasks;
  const people = personOptions(context.people);
  const labels = labelOptions(context.labels);
  const milestones = [
    { value: outOfMilestone, label: t('list.bulk.noMilestone') },
    ...milestoneOptions(context.milestones.filter(({ state }) => state === 'open')),
  ];
  useHotkey({ key: 'e' }, () => bar.current?.querySelector<HTMLElement>('button')?.focus());

  const edit = (change: BulkEdit) =>
    addBulk(context.project.id, selection.tasks, change, t('list.count', { count: selection.tasks.length }));
  const archive = () => {
    edit({ archived: true });
    selection.clear();
  };

  return (
    <div
      ref={bar}
      data-bulk-bar
      role="region"
      aria-label={t('list.bulk')}
      className="flex flex-wrap items-center gap-1.5 border-t border-line-strong bg-raised px-3 py-2"
    >
      <p role="status" className="mr-1 font-medium">
        {t('list.bulk.selected', { count })}
      </p>
      {tooMany ? (
        <p role="alert" className="text-danger">
          {t('list.bulk.tooMany', { max: maxBulkTasks })}
        </p>
      ) : (
        <>
          <Choice
            label={t('list.status')}
            options={statusOptions(context.statuses)}
            onChoose={(status_id) => edit({ status_id })}
          />
          <Choice label={t('list.priority')} options={priorityOptions(t)} onChoose={(priority) => edit({ priority })} />
          <Several
            label={t('list.bulk.assign')}
            searchLabel={t('list.findPerson')}
            options={people}
            onChoose={(add_assignee_ids) => edit({ add_assignee_ids })}
          />
          <Several
            label={t('list.bulk.unassign')}
            searchLabel={t('list.findPerson')}
            options={people}
            onChoose={(remove_assignee_ids) => edit({ remove_assignee_ids })}
          />
          <Several
            label={t('list.bulk.addLabels')}
            searchLabel={t('list.findLabel')}
            options={labels}
            onChoose={(add_label_ids) => edit({ add_label_ids })}
          />
          <Several
            label={t('list.bulk.removeLabels')}
            searchLabel={t('list.findLabel')}
            options={labels}
            onChoose={(remove_label_ids) => edit({ remove_label_ids })}
          />
          <Choice
            label={t('list.bulk.milestone')}
            options={milestones}
            onChoose={(id) => edit({ milestone_id: id === outOfMilestone ? null : id })}
          />
          <Button onClick={archive}>
            <Archive aria-hidden size={14} />
            {t('tasks.archive')}
          </Button>
        </>
      )}
      <Button variant="ghost" className="ml-auto" title={t('list.bulk.clearKey')} onClick={selection.clear}>
        <X aria-hidden size={14} />
        {t('list.bulk.clear')}
      </Button>
    </div>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  options: readonly Option<T>[];
  onChoose: (value: T) => void;
}

function Choice<T extends string>({ label, options, onChoose }: ChoiceProps<T>) {
  return (
    <Select
      label={label}
      value={null}
      options={options}
      onChange={onChoose}
      trigger={
        <Button>
          {label}
          <ChevronDown aria-hidden size={14} className="text-fg-muted" />
        </Button>
      }
    />
  );
}

interface SeveralProps {
  label: string;
  searchLabel: string;
  options: readonly Option<string>[];
  onChoose: (values: string[]) => void;
}

/** What is ticked while the list is open is one edit. */
function Several({ label, searchLabel, options, onChoose }: SeveralProps) {
  const t = useT();
  const [chosen, setChosen] = useState<string[]>([]);
  const latest = useRef(chosen);
  useEffect(() => {
    latest.current = chosen;
  }, [chosen]);

  return (
    <MultiCombobox
      label={label}
      searchLabel={searchLabel}
      emptyLabel={t('common.nothingFound')}
      options={options}
      value={chosen}
      onChange={setChosen}
      onOpenChange={(open) => {
        if (open) return;
        if (latest.current.length > 0) onChoose(latest.current);
        setChosen([]);
      }}
      trigger={
        <Button>
          {label}
          <ChevronDown aria-hidden size={14} className="text-fg-muted" />
        </Button>
      }
    />
  );
}
