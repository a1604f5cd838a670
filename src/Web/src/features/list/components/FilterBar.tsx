import { ChevronDown, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { milestoneOptions } from '@/features/tasks/options';
import { FilterBox } from '@/features/views/components/FilterBox';
import { countFilters, type TaskFilters } from '@/shared/api/taskFilters';
import { priorities } from '@/shared/api/types';
import { useT } from '@/shared/i18n/useT';
import { Avatar } from '@/shared/ui/Avatar';
import { Button, buttonClass } from '@/shared/ui/Button';
import { Combobox } from '@/shared/ui/Combobox';
import { Select } from '@/shared/ui/Select';
import { PriorityIcon, StatusIcon } from '@/shared/ui/TaskGlyphs';
import { isSort, sortFields, type ListSearch, type Sort } from '../model';
import type { ListContext } from '../useListContext';

const typingPause = 250;
const any = 'any';

interface FilterBarProps {
  context: ListContext;
  filters: TaskFilters;
  sort: Sort;
  count: string;
  /** What the server does not understand in the filter box. */
  problem: string | undefined;
  /** The saved views, between the filters and the order. */
  views: ReactNode;
  onChange: (patch: { [K in keyof ListSearch]: ListSearch[K] | undefined }) => void;
  onClear: () => void;
}

export function FilterBar({ context, filters, sort, count, problem, views, onChange, onClear }: FilterBarProps) {
  const t = useT();
  const { statuses, labels, milestones, people } = context;
  const person = people.find(({ id }) => id === filters.assignee_id);
  const label = labels.find(({ id }) => id === filters.label_id);
  const milestone = milestones.find(({ id }) => id === filters.milestone_id);

  return (
    <search aria-label={t('list.filters')} className="flex flex-col gap-2 border-b border-line bg-surface px-3 py-2">
      <div className="flex flex-wrap items-center gap-2">
        {views}
        <FilterBox
          label={t('list.search')}
          value={filters.filter ?? ''}
          problem={problem}
          pause={() => typingPause}
          onChange={(filter) => onChange({ filter })}
        />
        <p role="status" className="ml-auto text-xs text-fg-muted">
          {count}
        </p>
        <Select
          label={t('list.sort')}
          className="w-44"
          value={sort}
          options={sortFields.flatMap((field) => {
            const name = t(`list.sort.${field}`);
            return [
              { value: field, label: name },
              { value: `-${field}` as const, label: t('list.descending', { field: name }) },
            ];
          })}
          onChange={(next) => isSort(next) && onChange({ sort: next })}
        />
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <Select
          label={t('list.status')}
          className="w-36"
          value={filters.status_id ?? any}
          options={[
            { value: any, label: t('list.anyStatus') },
            ...statuses.map(({ id, name, category, color }) => ({
              value: id,
              label: name,
              icon: <StatusIcon category={category} color={color} />,
            })),
          ]}
          onChange={(id) => onChange({ status_id: id === any ? undefined : id })}
        />
        <Select
          label={t('list.priority')}
          className="w-36"
          value={filters.priority ?? any}
          options={[
            { value: any, label: t('list.anyPriority') },
            ...priorities.map((priority) => ({
              value: priority,
              label: t(`priority.${priority}`),
              icon: <PriorityIcon priority={priority} />,
            })),
          ]}
          onChange={(priority) => onChange({ priority: priority === any ? undefined : priority })}
        />
        <Combobox
          label={`${t('list.assignee')}: ${person?.display_name ?? t('list.anyAssignee')}`}
          searchLabel={t('list.findPerson')}
          emptyLabel={t('common.nothingFound')}
          value={filters.assignee_id ?? null}
          options={people.map(({ id, display_name }) => ({
            value: id,
            label: display_name,
            icon: <Avatar name={display_name} />,
          }))}
          onChange={(id) => onChange({ assignee_id: id === filters.assignee_id ? undefined : (id ?? undefined) })}
          trigger={<FilterButton>{person?.display_name ?? t('list.anyAssignee')}</FilterButton>}
        />
        <Combobox
          label={`${t('list.label')}: ${label?.name ?? t('list.anyLabel')}`}
          searchLabel={t('list.findLabel')}
          emptyLabel={t('common.nothingFound')}
          value={filters.label_id ?? null}
          options={labels.map(({ id, name, color }) => ({
            value: id,
            label: name,
            icon: <span aria-hidden className="size-2 shrink-0 rounded-full" style={{ backgroundColor: color }} />,
          }))}
          onChange={(id) => onChange({ label_id: id ?? undefined })}
          trigger={<FilterButton>{label?.name ?? t('list.anyLabel')}</FilterButton>}
        />
        {(milestones.length > 0 || milestone) && (
          <Combobox
            label={`${t('tasks.field.milestone')}: ${milestone?.name ?? t('milestones.any')}`}
            searchLabel={t('milestones.find')}
            emptyLabel={t('common.nothingFound')}
            value={filters.milestone_id ?? null}
            options={milestoneOptions(milestones)}
            onChange={(id) => onChange({ milestone_id: id === filters.milestone_id ? undefined : (id ?? undefined) })}
            trigger={<FilterButton>{milestone?.name ?? t('milestones.any')}</FilterButton>}
          />
        )}
        {countFilters(filters) > 0 && (
          <Button variant="ghost" onClick={onClear}>
            <X aria-hidden size={14} />
            {t('list.clear')}
          </Button>
        )}
      </div>
    </search>
  );
}

function FilterButton({ children, ...rest }: { children: string }) {
  return (
    <button type="button" {...rest} className={buttonClass('secondary', 'max-w-40 font-normal')}>
      <span className="truncate">{children}</span>
      <ChevronDown aria-hidden size={14} className="shrink-0 text-fg-muted" />
    </button>
  );
}
