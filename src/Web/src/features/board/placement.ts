import type { Placement } from '@/shared/sync/write';
import type { ViewColumn } from './view';

/** Where a card would stand: an index among the other cards of a column as they are shown. */
export interface Slot {
  statusId: string;
  index: number;
}

/** A slot in the words of the API: behind its upper neighbour, or before the first card. */
export function toPlacement(ids: readonly string[], cardId: string, { statusId, index }: Slot): Placement {
  const others = ids.filter((id) => id !== cardId);
  const above = others[index - 1];
  if (above !== undefined) return { status_id: statusId, after_task_id: above };
  const first = others[0];
  return first === undefined ? { status_id: statusId } : { status_id: statusId, before_task_id: first };
}

export type Direction = 'up' | 'down' | 'left' | 'right';

interface Position {
  column: number;
  row: number;
}

export function locate(columns: readonly ViewColumn[], cardId: string): Position | undefined {
  for (const [column, { cards }] of columns.entries()) {
    const row = cards.findIndex((card) => card.id === cardId);
    if (row >= 0) return { column, row };
  }
  return undefined;
}

/** The card that an arrow key leads to; sideways, empty columns are passed over. */
export function neighbour(columns: readonly ViewColumn[], cardId: string, direction: Direction): string | undefined {
  const at = locate(columns, cardId);
  if (!at) return undefined;
  if (direction === 'up' || direction === 'down')
    return columns[at.column]?.cards[at.row + (direction === 'up' ? -1 : 1)]?.id;

  const step = direction === 'left' ? -1 : 1;
  for (let beside = columns[at.column + step], n = at.column + step; beside; n += step, beside = columns[n])
    if (beside.cards.length > 0) return beside.cards[Math.min(at.row, beside.cards.length - 1)]?.id;
  return undefined;
}

/** The slot that moving a card one step by key leads to; none at the edge of the board. */
export function nextSlot(columns: readonly ViewColumn[], cardId: string, direction: Direction): Slot | undefined {
  const at = locate(columns, cardId);
  if (!at) return undefined;
  const here = columns[at.column]!;
  if (direction === 'up') return at.row > 0 ? { statusId: here.status.id, index: at.row - 1 } : undefined;
  if (direction === 'down')
    return at.row < here.cards.length - 1 ? { statusId: here.status.id, index: at.row + 1 } : undefined;

  const beside = columns[at.column + (direction === 'left' ? -1 : 1)];
  return beside && { statusId: beside.status.id, index: Math.min(at.row, beside.cards.length) };
}

/** The slot of a drop on a card: above it, or below. The dragged card does not count. */
export function dropSlot(column: ViewColumn, cardId: string, target: string | undefined, below: boolean): Slot {
  const others = column.cards.filter((card) => card.id !== cardId);
  const place = target === undefined ? -1 : others.findIndex((card) => card.id === target);
  return { statusId: column.status.id, index: place < 0 ? others.length : place + (below ? 1 : 0) };
}

/** Whether the card already stands there. */
export function isSamePlace(columns: readonly ViewColumn[], cardId: string, slot: Slot): boolean {
  const at = locate(columns, cardId);
  return at !== undefined && columns[at.column]?.status.id === slot.statusId && at.row === slot.index;
}
