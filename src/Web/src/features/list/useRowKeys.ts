import type { KeyboardEvent, MouseEvent } from 'react';
import type { Task } from '@/shared/api/types';
import { isTyping } from '@/shared/lib/useHotkey';
import { usePreferences } from '@/shared/lib/uiStore';
import type { TaskSelection } from './useSelection';

interface RowKeys {
  tasks: readonly Task[];
  selection: TaskSelection;
  editable: boolean;
  focusRow: (index: number) => void;
}

function rowOf(target: EventTarget): number | undefined {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-row]')?.dataset.row : undefined;
  return row === undefined ? undefined : Number(row);
}

export function rowAfterKey(key: string, index: number, count: number): number | undefined {
  if (key === 'ArrowDown') return Math.min(index + 1, count - 1);
  if (key === 'ArrowUp') return Math.max(index - 1, 0);
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : undefined;
}

/** Keys and Shift+click of the rows: they act on the row that has the focus or lies under the pointer. */
export function useRowKeys({ tasks, selection, editable, focusRow }: RowKeys) {
  const onKeyDown = (event: KeyboardEvent) => {
    const index = rowOf(event.target);
    if (event.defaultPrevented || index === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    if (isTyping(event.target)) return;
    if (isMark(event)) selection.toggle(tasks[index]!.id);
    else if (!go(event, index)) return;
    event.preventDefault();
  };

  const isMark = (event: KeyboardEvent) =>
    editable && !event.shiftKey && event.key.toLowerCase() === 'x' && usePreferences.getState().singleKeys;

  function go(event: KeyboardEvent, index: number): boolean {
    const to = rowAfterKey(event.key, index, tasks.length);
    if (to === undefined || !(event.target as Element).closest('[data-open], [data-mark]')) return false;
    if (event.shiftKey && editable) selection.extend(tasks[index]!.id, tasks[to]!.id);
    focusRow(to);
    return true;
  }

  const onClickCapture = (event: MouseEvent) => {
    const index = rowOf(event.target);
    if (!event.shiftKey || !editable || index === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const { id } = tasks[index]!;
    selection.extend(id, id);
    focusRow(index);
  };

  // The browser would mark the text between two clicks.
  const onMouseDown = (event: MouseEvent) => {
    if (event.shiftKey && editable && rowOf(event.target) !== undefined) event.preventDefault();
  };

  return { onKeyDown, onClickCapture, onMouseDown };
}
