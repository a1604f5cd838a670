import {
  attachClosestEdge,
  extractClosestEdge,
  type Edge,
} from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge';
import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { memo, useEffect, useRef, useState, type Ref } from 'react';
import type { Card as CardData, Label, Person } from '@/shared/api/types';
import { cx } from '@/shared/lib/cx';
import type { WriteState } from '@/shared/sync/write';
import { Card } from './Card';

interface CardRowProps {
  ref: Ref<HTMLDivElement>;
  card: CardData;
  index: number;
  size: number;
  offset: number;
  state: WriteState | undefined;
  tabStop: boolean;
  open: boolean;
  editable: boolean;
  members: readonly Person[];
  labels: readonly Label[];
  onActivate: (statusId: string, cardId: string) => void;
  onOpen: (key: string) => void;
}

/** The place of a card in its column: positioned by the virtual list, source and target of drags. */
export const CardRow = memo(function CardRow({ ref, index, size, offset, editable, ...rest }: CardRowProps) {
  const { card, onActivate } = rest;
  const element = useRef<HTMLDivElement>(null);
  const [edge, setEdge] = useState<Edge | null>(null);
  const [dragged, setDragged] = useState(false);

  useEffect(() => {
    if (!element.current || !editable) return;
    const clear = () => setEdge(null);
    return combine(
      draggable({
        element: element.current,
        getInitialData: () => ({ type: 'card', id: card.id }),
        onDragStart: () => setDragged(true),
        onDrop: () => setDragged(false),
      }),
      dropTargetForElements({
        element: element.current,
        canDrop: ({ source }) => source.data.type === 'card' && source.data.id !== card.id,
        getIsSticky: () => true,
        getData: ({ input, element: target }) =>
          attachClosestEdge({ type: 'card', id: card.id }, { element: target, input, allowedEdges: ['top', 'bottom'] }),
        onDrag: ({ self }) => setEdge(extractClosestEdge(self.data)),
        onDragLeave: clear,
        onDrop: clear,
      }),
    );
  }, [card.id, editable]);

  const tabStopOf = { onFocus: () => onActivate(card.status_id, card.id) };

  return (
    <div
      ref={ref}
      data-index={index}
      role="listitem"
      aria-posinset={index + 1}
      aria-setsize={size}
      className="absolute inset-x-0 top-0"
      style={{ transform: `translateY(${offset}px)` }}
      {...tabStopOf}
    >
      <div ref={element} className={cx('relative', dragged && 'opacity-40')}>
        <Card {...rest} />
        {edge && (
          <span
            aria-hidden
            className={cx(
              'pointer-events-none absolute inset-x-0 h-0.5 rounded-full bg-accent',
              edge === 'top' ? '-top-1' : '-bottom-1',
            )}
          />
        )}
      </div>
    </div>
  );
});
