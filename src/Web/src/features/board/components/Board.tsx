import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element';
import { Suspense, useEffect, useRef, useState } from 'react';
import { lazyPart } from '@/shared/lib/lazyPart';
import { useTaskOrder } from '@/shared/lib/taskOrder';
import type { WriteState } from '@/shared/sync/write';
import type { BoardModel } from '../model';
import { useBoardFocus } from '../useBoardFocus';
import { useBoardKeys } from '../useBoardKeys';
import { useBoardMoves } from '../useBoardMoves';
import type { ViewColumn } from '../view';
import { Column } from './Column';

const MoveDialog = lazyPart(() => import('./MoveDialog'));

interface BoardProps {
  model: BoardModel;
  columns: readonly ViewColumn[];
  states: ReadonlyMap<string, WriteState>;
  /** Key of the task whose panel is open. */
  openKey: string | undefined;
  editable: boolean;
  onOpen: (key: string) => void;
}

export function Board({ model, columns, states, openKey, editable, onOpen }: BoardProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [moving, setMoving] = useState<string>();
  const focus = useBoardFocus(model, openKey);
  const move = useBoardMoves(model, columns, editable);
  const keyDown = useBoardKeys({
    projectId: model.project.id,
    columns,
    editable,
    focus: focus.focusCard,
    move: (id, slot) => {
      move(id, slot);
      focus.focusCard(id);
    },
    choose: setMoving,
  });

  useTaskOrder(columns.flatMap((column) => column.cards.map((card) => card.key)));

  useEffect(() => (scroller.current ? autoScrollForElements({ element: scroller.current }) : undefined), []);

  const movingCard = moving === undefined ? undefined : model.cards.get(moving);

  return (
    <div ref={scroller} data-board className="flex min-h-0 flex-1 gap-3 overflow-x-auto px-3 pt-2.5 pb-3" {...keyDown}>
      {columns.map((column) => (
        <Column
          key={column.status.id}
          model={model}
          column={column}
          states={states}
          openKey={openKey}
          editable={editable}
          activeId={focus.active.get(column.status.id)}
          target={focus.target}
          onActivate={focus.activate}
          onOpen={onOpen}
        />
      ))}
      {movingCard && (
        <Suspense>
          <MoveDialog
            card={movingCard}
            columns={columns}
            onMove={(slot) => move(movingCard.id, slot)}
            onClose={() => {
              setMoving(undefined);
              focus.focusCard(movingCard.id);
            }}
          />
        </Suspense>
      )}
    </div>
  );
}
