import { ChevronDown, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { countFilters, type TaskFilters } from '@/shared/api/taskFilters';
import { priorities } from '@/shared/api/types';
import { useT } from '@/shared/i18n/useT';
import { useHotkey } from '@/shared/lib/useHotkey';
import { Avatar } from '@/shared/ui/Avatar';
import { Button, buttonClass } from '@/shared/ui/Button';
import { Combobox } from '@/shared/ui/Combobox';
import { inputClass } from '@/shared/ui/Field';
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
  onChange: (patch: { [K in keyof ListSearch]: ListSearch[K] | undefined }) => void;
  onClear: () => void;
}

export function FilterBar({ context, filters, sort, count, onChange, onClear }: FilterBarProps) {
  const t = useT();
  const { statuses, labels, people } = context;
  const person = people.find(({ id }) => id === filters.assignee_id);
  const label = labels.find(({ id }) => id === filters.label_id);

  return (
    <search
      aria-label={t('list.filters')}
      className="flex flex-wrap items-center gap-2 border-b border-line bg-surface px-3 py-2"
    >
      <SearchBox
        key={filters.q === undefined ? 'empty' : 'used'}
        value={filters.q ?? ''}
        onChange={(q) => onChange({ q })}
      />
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
      {countFilters(filters) > 0 && (
        <Button variant="ghost" onClick={onClear}>
          <X aria-hidden size={14} />
          {t('list.clear')}
        </Button>
      )}
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

/** The words go into the URL when the typing pauses. */
function SearchBox({ value, onChange }: { value: string; onChange: (q: string | undefined) => void }) {
  const t = useT();
  const [text, setText] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => () => clearTimeout(timer.current), []);
  useHotkey({ key: '/' }, () => input.current?.focus());

  return (
    <input
      ref={input}
      type="search"
      aria-label={t('list.search')}
      placeholder={t('list.search')}
      value={text}
      className={`${inputClass} w-48!`}
      onChange={(event) => {
        const next = event.target.value;
        setText(next);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => onChange(next.trim() === '' ? undefined : next), typingPause);
      }}
    />
  );
}
