import { Combobox } from '@base-ui/react/combobox';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState, type ReactElement } from 'react';
import { isTaskKey } from '@/features/links/model';
import type { Task } from '@/shared/api/types';
import { useT } from '@/shared/i18n/useT';
import { cx } from '@/shared/lib/cx';
import { inputClass } from '@/shared/ui/Field';
import { itemClass, popupClass } from '@/shared/ui/popup';
import { findTasksQuery, taskQuery } from '../api';

type Choice = Pick<Task, 'id' | 'key' | 'title'>;

interface TaskPickerProps {
  projectId: string;
  /** The task that must not be its own choice. */
  except: string | undefined;
  value: string | null;
  label: string;
  disabled?: boolean;
  /** A key that was typed is a choice of its own, also of a task of another project; it is given instead of an id. */
  takesKeys?: boolean;
  onChange: (id: string | null) => void;
  renderTrigger: (chosen: Choice | undefined) => ReactElement;
}

/** Chooses another task of the project; the server does the searching. */
export function TaskPicker({
  projectId,
  except,
  value,
  label,
  disabled = false,
  takesKeys = false,
  onChange,
  renderTrigger,
}: TaskPickerProps) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const [words, setWords] = useState('');
  const wanted = useDeferredValue(words.trim());
  const { data: chosen } = useQuery({ ...taskQuery(value ?? ''), enabled: value !== null });
  const { data: found, isFetching } = useQuery({ ...findTasksQuery(projectId, wanted), enabled: open });

  const nothing: Choice = { id: '', key: '', title: t('common.none') };
  const tasks = (found?.items ?? []).filter((task) => task.id !== except);
  const key = wanted.toUpperCase();
  const named: Choice[] =
    takesKeys && !isFetching && isTaskKey(wanted) && !tasks.some((task) => task.key === key)
      ? [{ id: key, key, title: t('links.byKey', { key }) }]
      : [];
  const items: Choice[] = wanted === '' && value !== null ? [nothing, ...tasks] : [...named, ...tasks];
  const current = value === null ? undefined : chosen;

  return (
    <Combobox.Root<Choice>
      items={items}
      filter={null}
      value={current ?? null}
      itemToStringLabel={(task) => task.title}
      isItemEqualToValue={(a, b) => a.id === b.id}
      onValueChange={(task) => onChange(task?.id || null)}
      onInputValueChange={setWords}
      onOpenChange={setOpen}
      disabled={disabled}
    >
      <Combobox.Trigger
        aria-label={`${label}: ${current ? `${current.key} ${current.title}` : t('common.none')}`}
        render={renderTrigger(current)}
      />
      <Combobox.Portal>
        <Combobox.Positioner align="start" sideOffset={4} className="z-50 outline-none">
          <Combobox.Popup aria-label={label} className={cx(popupClass, 'w-80')}>
            <div className="border-b border-line p-1">
              <Combobox.Input
                aria-label={t('tasks.parent.search')}
                placeholder={t('tasks.parent.search')}
                className={cx(inputClass, 'border-transparent')}
              />
            </div>
            <Combobox.Status className="px-3 text-xs text-fg-muted empty:hidden">
              {isFetching ? t('common.loading') : null}
            </Combobox.Status>
            <Combobox.Empty>
              {!isFetching && <p className="px-3 py-2 text-fg-muted">{t('common.nothingFound')}</p>}
            </Combobox.Empty>
            <Combobox.List className="max-h-80 overflow-y-auto p-1 empty:p-0">
              {(task: Choice) => (
                <Combobox.Item key={task.id} value={task} className={itemClass}>
                  {task.key && <span className="font-mono text-2xs text-fg-muted">{task.key}</span>}
                  <span className="min-w-0 flex-1 truncate">{task.title}</span>
                </Combobox.Item>
              )}
            </Combobox.List>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  );
}
