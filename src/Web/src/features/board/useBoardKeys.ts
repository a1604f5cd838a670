import type { KeyboardEvent } from 'react';
import { isTyping } from '@/shared/lib/useHotkey';
import { usePreferences, useUi } from '@/shared/lib/uiStore';
import { locate, neighbour, nextSlot, type Direction, type Slot } from './placement';
import type { ViewColumn } from './view';

const directions: Partial<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

interface BoardKeys {
  projectId: string;
  columns: readonly ViewColumn[];
  editable: boolean;
  focus: (cardId: string) => void;
  move: (cardId: string, slot: Slot) => void;
  /** Asks where the card shall go. */
  choose: (cardId: string) => void;
}

function closest(target: EventTarget, name: 'card' | 'column'): string | undefined {
  return target instanceof Element ? target.closest<HTMLElement>(`[data-${name}]`)?.dataset[name] : undefined;
}

/** Keys of the board: they act on the card or column that has the focus. */
export function useBoardKeys({ projectId, columns, editable, focus, move, choose }: BoardKeys) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || isTyping(event.target) || event.ctrlKey || event.metaKey) return;
    const card = closest(event.target, 'card');
    const handled = card !== undefined && onCard(event, card);
    if (handled || onColumn(event, closest(event.target, 'column'))) event.preventDefault();
  };

  function onCard(event: KeyboardEvent, card: string): boolean {
    const direction = directions[event.key];
    if (direction && event.altKey && event.shiftKey) {
      const slot = editable ? nextSlot(columns, card, direction) : undefined;
      if (slot) move(card, slot);
      return true;
    }
    if (event.altKey || event.shiftKey) return false;
    if (direction) return go(neighbour(columns, card, direction));

    const column = columns[locate(columns, card)?.column ?? -1];
    if (event.key === 'Home') return go(column?.cards[0]?.id);
    if (event.key === 'End') return go(column?.cards.at(-1)?.id);
    if (event.key.toLowerCase() === 'm' && editable && usePreferences.getState().singleKeys) {
      choose(card);
      return true;
    }
    return false;
  }

  function onColumn(event: KeyboardEvent, statusId: string | undefined): boolean {
    if (event.key.toLowerCase() !== 'c' || event.altKey || event.shiftKey || !statusId) return false;
    if (!editable || !usePreferences.getState().singleKeys) return false;
    useUi.getState().openCreateTask({ projectId, statusId });
    return true;
  }

  function go(id: string | undefined): boolean {
    if (id !== undefined) focus(id);
    return true;
  }

  return { onKeyDown };
}
