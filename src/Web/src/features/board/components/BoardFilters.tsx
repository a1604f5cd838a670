import { ListFilter, Search, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { countFilters, fromList, toList, type TaskFilters } from '@/shared/api/taskFilters';
import { priorities, type Label, type Person, type Priority } from '@/shared/api/types';
import { useT } from '@/shared/i18n/useT';
import { useHotkey } from '@/shared/lib/useHotkey';
import { Avatar } from '@/shared/ui/Avatar';
import { Button } from '@/shared/ui/Button';
import { MultiCombobox } from '@/shared/ui/Combobox';
import { inputClass } from '@/shared/ui/Field';
import type { Option } from '@/shared/ui/Select';
import { PriorityIcon } from '@/shared/ui/TaskGlyphs';

type FilterName = 'assignee_id' | 'label_id' | 'priority';

interface BoardFiltersProps {
  filters: TaskFilters;
  members: readonly Person[];
  labels: readonly Label[];
  /** Cards that the filters let through. */
  shown: number;
  onChange: (filters: TaskFilters) => void;
}

export function BoardFilters({ filters, members, labels, shown, onChange }: BoardFiltersProps) {
  const t = useT();
  const input = useRef<HTMLInputElement>(null);
  const active = countFilters(filters);
  // The URL follows the typing a moment later, so the field keeps its own text.
  const [text, setText] = useState(filters.q ?? '');
  useEffect(() => {
    if (document.activeElement !== input.current) setText(filters.q ?? '');
  }, [filters.q]);
  useHotkey({ key: '/' }, () => input.current?.focus());

  const set = (name: keyof TaskFilters, value: string | undefined) => {
    const { [name]: _old, ...others } = filters;
    onChange(value ? { ...others, [name]: value } : others);
  };

  const search = (words: string) => {
    setText(words);
    set('q', words.trim() || undefined);
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
      <label className="relative">
        <span className="sr-only">{t('board.filter.text')}</span>
        <Search aria-hidden size={14} className="absolute top-1/2 left-2 -translate-y-1/2 text-fg-muted" />
        <input
          ref={input}
          type="search"
          value={text}
          placeholder={t('board.filter.text')}
          onChange={(event) => search(event.target.value)}
          onKeyDown={(event) => event.key === 'Escape' && search('')}
          className={`${inputClass} w-52 pl-7`}
        />
      </label>
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
        <Button variant="ghost" onClick={() => onChange({})}>
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
