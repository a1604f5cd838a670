import { useCallback, useEffect, useRef, useState } from 'react';
import { useDrafts } from './drafts';

const pause = 250;

export interface DraftText {
  /** The text being written; undefined while nobody writes. */
  text: string | undefined;
  /** The version of the resource it was begun from. */
  version: number;
  /** It was written before this page was opened. */
  restored: boolean;
  begin: () => void;
  write: (text: string) => void;
  /** Ends the writing; the stored copy stays until the server has confirmed the text. */
  submit: () => void;
  discard: () => void;
}

/** A text under way that survives closing the page by accident. */
export function useDraft(owner: string, field: string, current: string, version: number): DraftText {
  const drafts = useDrafts();
  const [state, setState] = useState(() => {
    const stored = drafts.read(owner, field);
    if (!stored || stored.value === current) return { text: undefined, version, restored: false };
    return { text: stored.value, version: stored.version, restored: true };
  });
  const pending = useRef<() => void>(undefined);

  const flush = useCallback(() => {
    pending.current?.();
    pending.current = undefined;
  }, []);

  useEffect(() => {
    window.addEventListener('pagehide', flush);
    // Before anybody asks whether all is kept.
    window.addEventListener('beforeunload', flush, { capture: true });
    return () => {
      window.removeEventListener('pagehide', flush);
      window.removeEventListener('beforeunload', flush, { capture: true });
      flush();
    };
  }, [flush]);

  const write = (text: string) => {
    setState((old) => ({ ...old, text, restored: false }));
    const from = state.version;
    const timer = setTimeout(flush, pause);
    pending.current = () => {
      clearTimeout(timer);
      drafts.save(owner, field, text, from);
    };
  };

  // The write that the text became came back too, or has gone in meanwhile: nothing is left to restore.
  const settled = state.restored && state.text === current;
  if (settled) setState({ text: undefined, version, restored: false });

  return {
    ...state,
    begin: () => state.text === undefined && setState({ text: current, version, restored: false }),
    write,
    submit: () => {
      flush();
      setState({ text: undefined, version, restored: false });
    },
    discard: () => {
      pending.current = undefined;
      drafts.drop(owner, field);
      setState({ text: undefined, version, restored: false });
    },
  };
}
