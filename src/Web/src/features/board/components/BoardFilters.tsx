import { ListFilter, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { milestoneOptions } from '@/features/tasks/options';
import { FilterBox } from '@/features/views/components/FilterBox';
import { isGrammar } from '@/features/views/model';
import { countFilters, fromList, toList, type TaskFilters } from '@/shared/api/taskFilters';
import type { Milestone } from '@/shared/api/planning';
import { priorities, type Label, type Person, type Priority } from '@/shared/api/types';
import { useT } from '@/shared/i18n/useT';
import { Avatar } from '@/shared/ui/Avatar';
import { Button } from '@/shared/ui/Button';
import { MultiCombobox } from '@/shared/ui/Combobox';
import type { Option } from '@/shared/ui/Select';
import { PriorityIcon } from '@/shared/ui/TaskGlyphs';

type FilterName = 'assignee_id' | 'label_id' | 'milestone_id' | 'priority';

const typingPause = 250;

interface BoardFiltersProps {
  filters: TaskFilters;
  members: readonly Person[];
  labels: readonly Label[];
  milestones: readonly Milestone[];
  /** Cards that the filters let through. */
  shown: number;
  /** What the server does not understand in the filter box. */
  problem: string | undefined;
  views: ReactNode;
  onChange: (filters: TaskFilters) => void;
}

export function BoardFilters({
  filters,
  members,
  labels,
  milestones,
  shown,
  problem,
  views,
  onChange,
}: BoardFiltersProps) {
  const t = useT();
  const active = countFilters(filters);
  const set = (name: keyof TaskFilters, value: string | undefined) => {
    const { [name]: _old, ...others } = filters;
    onChange(value ? { ...others, [name]: value } : others);
  };

  // Words are looked for in the loaded cards at once; what says more is asked of the server.
  const search = (text: string | undefined) => {
    const { q: _q, filter: _filter, ...others } = filters;
    onChange(text === undefined ? others : { ...others, [isGrammar(text) ? 'filter' : 'q']: text });
  };

  const choices: { name: FilterName; label: string; options: Option<string>[] }[] = [
    {
      name: 'assignee_id',
      label: t('board.filter.assignee'),
      options: members.map(({ id, display_name: name }) => ({
        value: id,
        label: name,
        icon: <Avatar name={name} />,
      })),
    },
    {
      name: 'label_id',
      label: t('board.filter.label'),
      options: labels.map(({ id, name, color }) => ({
        value: id,
        label: name,
        icon: <span aria-hidden className="size-2 rounded-full" style={{ backgroundColor: color }} />,
      })),
    },
    ...(milestones.length > 0
      ? [
          {
            name: 'milestone_id' as const,
            label: t('tasks.field.milestone'),
            options: milestoneOptions(milestones),
          },
        ]
      : []),
    {
      name: 'priority',
      label: t('board.filter.priority'),
      options: priorities.map((priority: Priority) => ({
        value: priority,
        label: t(`priority.${priority}`),
        icon: <PriorityIcon priority={priority} />,
      })),
    },
  ];

  return (
    <search aria-label={t('board.filter')} className="flex flex-wrap items-center gap-1.5 px-3 pt-2.5">
      {views}
      <FilterBox
        label={t('board.filter.text')}
        value={filters.filter ?? filters.q ?? ''}
        problem={problem}
        pause={(text) => (isGrammar(text) ? typingPause : 0)}
        onChange={search}
      />
      {choices.map(({ name, label, options }) => {
        const chosen = toList(filters[name]);
        return (
          <MultiCombobox
            key={name}
            label={chosen.length > 0 ? t('board.filter.chosen', { label, count: chosen.length }) : label}
            searchLabel={t('common.search')}
            emptyLabel={t('common.nothingFound')}
            options={options}
            value={chosen}
            onChange={(values) => set(name, fromList(values))}
            trigger={
              <Button variant="ghost" className={chosen.length > 0 ? 'bg-selected text-fg' : ''}>
                <ListFilter aria-hidden size={14} />
                {label}
                {chosen.length > 0 && <span className="font-semibold">{chosen.length}</span>}
              </Button>
            }
          />
        );
      })}
      {active > 0 && (
        <Button variant="ghost" onClick={() => onChange(filters.view ? { view: filters.view } : {})}>
          <X aria-hidden size={14} />
          {t('board.filter.clear')}
        </Button>
      )}
      <p role="status" className="ml-auto text-xs text-fg-muted">
        {active > 0 && t('board.filter.shown', { count: shown })}
      </p>
    </search>
  );
}
