import { extractClosestEdge } from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge';
import { announce } from '@atlaskit/pragmatic-drag-and-drop-live-region';
import { monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { useEffect, useEffectEvent } from 'react';
import type { Card } from '@/shared/api/types';
import { useT } from '@/shared/i18n/useT';
import { taskWrites } from '@/shared/sync/taskWrites';
import type { BoardModel } from './model';
import { dropSlot, isSamePlace, toPlacement, type Slot } from './placement';
import type { ViewColumn } from './view';

/** Moves of cards by pointer, key and dialog: all end in one write with the neighbours they were shown between. */
export function useBoardMoves(model: BoardModel, columns: readonly ViewColumn[], editable: boolean) {
  const t = useT();

  function announceMoved(card: Card, slot: Slot) {
    const column = columns.find((one) => one.status.id === slot.statusId);
    if (!column) return;
    const others = column.cards.filter((one) => one.id !== card.id).length;
    announce(
      t('board.moved', { key: card.key, column: column.status.name, position: slot.index + 1, count: others + 1 }),
    );
  }

  function move(cardId: string, slot: Slot) {
    const card = model.cards.get(cardId);
    const column = columns.find((one) => one.status.id === slot.statusId);
    if (!card || !column || isSamePlace(columns, cardId, slot)) return;
    const ids = column.cards.map((one) => one.id);
    taskWrites.add({
      projectId: model.project.id,
      taskId: cardId,
      subject: card.key,
      base: card.version,
      change: { kind: 'move', move: toPlacement(ids, cardId, slot) },
    });
    announceMoved(card, slot);
  }

  const drop = useEffectEvent((cardId: string, statusId: string, target: string | undefined, below: boolean) => {
    const column = columns.find((one) => one.status.id === statusId);
    if (column) move(cardId, dropSlot(column, cardId, target, below));
  });

  useEffect(() => {
    if (!editable) return;
    return monitorForElements({
      canMonitor: ({ source }) => source.data.type === 'card',
      onDrop: ({ source, location }) => {
        const targets = location.current.dropTargets;
        const column = targets.find((target) => target.data.type === 'column');
        const card = targets.find((target) => target.data.type === 'card');
        if (!column) return;
        const below = card !== undefined && extractClosestEdge(card.data) === 'bottom';
        drop(source.data.id as string, column.data.statusId as string, card?.data.id as string | undefined, below);
      },
    });
  }, [editable]);

  return move;
}
