import { useMemo, useState } from 'react';
import type { Task } from '@/shared/api/types';
import { useHotkey } from '@/shared/lib/useHotkey';
import { extend, nothing, selectAll, selectedOf, toggle } from '@/shared/lib/selection';

export interface TaskSelection {
  tasks: readonly Task[];
  has: (id: string) => boolean;
  toggle: (id: string) => void;
  extend: (from: string, to: string) => void;
  all: () => void;
  clear: () => void;
}

/** Which of the loaded tasks are selected, with the keys of the whole page. */
export function useSelection(tasks: readonly Task[], enabled: boolean): TaskSelection {
  const [selection, setSelection] = useState(nothing);

  const selected = useMemo(() => {
    const rows = tasks.map(({ id }) => id);
    const ids = new Set(enabled ? selectedOf(selection, rows) : []);
    return {
      tasks: tasks.filter(({ id }) => ids.has(id)),
      has: (id: string) => ids.has(id),
      toggle: (id: string) => setSelection((old) => toggle(old, rows, id)),
      extend: (from: string, to: string) => setSelection((old) => extend(old, rows, from, to)),
      all: () => setSelection(selectAll(rows)),
      clear: () => setSelection(nothing),
    };
  }, [tasks, selection, enabled]);

  useHotkey({ key: 'a', mod: true, whileTyping: false, enabled }, selected.all);
  useHotkey({ key: 'escape', enabled: selected.tasks.length > 0 }, selected.clear);
  return selected;
}
