import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element';
import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useT } from '@/shared/i18n/useT';
import { cx } from '@/shared/lib/cx';
import type { WriteState } from '@/shared/sync/write';
import type { BoardModel } from '../model';
import type { FocusTarget } from '../useBoardFocus';
import type { ViewColumn } from '../view';
import { CardRow } from './CardRow';
import { ColumnHeader } from './ColumnHeader';
import { LoadMore } from './LoadMore';
import { QuickAdd } from './QuickAdd';

const usualCardHeight = 86;
const gap = 6;

interface ColumnProps {
  model: BoardModel;
  column: ViewColumn;
  states: ReadonlyMap<string, WriteState>;
  openKey: string | undefined;
  editable: boolean;
  /** The card that is this column's tab stop, if it was chosen. */
  activeId: string | undefined;
  target: FocusTarget | undefined;
  onActivate: (statusId: string, cardId: string) => void;
  onOpen: (key: string) => void;
}

export function Column(props: ColumnProps) {
  const { model, column, states, openKey, editable, activeId, target, onActivate, onOpen } = props;
  const { status, cards } = column;
  const t = useT();
  const frame = useRef<HTMLElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const [over, setOver] = useState(false);
  const titleId = `column-${status.id}`;

  const activeIndex = Math.max(
    0,
    cards.findIndex((card) => card.id === activeId),
  );
  const virtualizer = useVirtualizer({
    count: cards.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => usualCardHeight,
    getItemKey: (index) => cards[index]?.id ?? index,
    overscan: 3,
    gap,
    // The tab stop stays in the document wherever the column is scrolled to.
    rangeExtractor: (range) => [...new Set([...defaultRangeExtractor(range), activeIndex])].toSorted((a, b) => a - b),
  });

  useEffect(() => {
    const element = scroller.current;
    if (!element || !editable) return;
    return combine(
      autoScrollForElements({ element }),
      dropTargetForElements({
        element,
        canDrop: ({ source }) => source.data.type === 'card',
        getData: () => ({ type: 'column', statusId: status.id }),
        onDragEnter: () => setOver(true),
        onDragLeave: () => setOver(false),
        onDrop: () => setOver(false),
      }),
    );
  }, [status.id, editable]);

  const reveal = useEffectEvent((id: string) => {
    const index = cards.findIndex((card) => card.id === id);
    if (index < 0) return undefined;
    onActivate(status.id, id);
    virtualizer.scrollToIndex(index, { align: 'auto' });
    return requestAnimationFrame(() => {
      frame.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      scroller.current?.querySelector<HTMLElement>(`[data-card="${id}"]`)?.focus({ preventScroll: true });
    });
  });
  useEffect(() => {
    if (!target) return;
    const request = reveal(target.id);
    return () => {
      if (request !== undefined) cancelAnimationFrame(request);
    };
  }, [target]);

  return (
    <section
      ref={frame}
      aria-labelledby={titleId}
      data-column={status.id}
      className={cx(
        'flex h-full w-72 shrink-0 flex-col rounded-lg border border-transparent',
        over && 'border-accent bg-hover',
      )}
    >
      <ColumnHeader projectId={model.project.id} column={column} titleId={titleId} editable={editable} />
      <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto px-1.5 py-0.5" tabIndex={-1}>
        {cards.length > 0 ? (
          <div
            role="list"
            aria-labelledby={titleId}
            className="relative"
            style={{ height: virtualizer.getTotalSize() }}
          >
            {virtualizer.getVirtualItems().map((item) => {
              const card = cards[item.index];
              return (
                card && (
                  <CardRow
                    key={card.id}
                    ref={virtualizer.measureElement}
                    card={card}
                    index={item.index}
                    size={cards.length}
                    offset={item.start}
                    state={states.get(card.id)}
                    tabStop={item.index === activeIndex}
                    open={card.key !== '' && card.key === openKey}
                    editable={editable && card.key !== ''}
                    members={model.members}
                    labels={model.labels}
                    onActivate={onActivate}
                    onOpen={onOpen}
                  />
                )
              );
            })}
          </div>
        ) : (
          <p className="px-1 py-3 text-xs text-fg-muted">
            {column.count > 0 ? t('board.column.filtered', { count: column.count }) : t('board.column.empty')}
          </p>
        )}
        {column.nextCursor && (
          <LoadMore
            projectId={model.project.id}
            statusId={status.id}
            cursor={column.nextCursor}
            left={column.count - (model.columns.get(status.id)?.ids.length ?? 0)}
          />
        )}
      </div>
      {editable && <QuickAdd projectId={model.project.id} status={status} />}
    </section>
  );
}
