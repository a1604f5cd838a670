import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { BoardModel } from './model';

/** A request to move the focus; a new object each time, also to the same card. */
export interface FocusTarget {
  id: string;
}

/** One tab stop per column: the card that last had the focus. */
export function useBoardFocus(model: BoardModel, openKey: string | undefined) {
  const [active, setActive] = useState<ReadonlyMap<string, string>>(new Map());
  const [target, setTarget] = useState<FocusTarget>();

  const focusCard = useCallback((id: string) => setTarget({ id }), []);
  const activate = useCallback(
    (statusId: string, id: string) =>
      setActive((old) => (old.get(statusId) === id ? old : new Map(old).set(statusId, id))),
    [],
  );

  // Closing the panel gives the focus back to the card it belonged to.
  const opened = useRef(openKey);
  useEffect(() => {
    const closed = openKey === undefined ? opened.current : undefined;
    opened.current = openKey;
    if (closed === undefined || (document.activeElement && document.activeElement !== document.body)) return;
    for (const card of model.cards.values()) if (card.key === closed) return focusCard(card.id);
  }, [openKey, model, focusCard]);

  return useMemo(() => ({ active, target, focusCard, activate }), [active, target, focusCard, activate]);
}
