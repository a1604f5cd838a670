import { useCallback, useEffect, useRef } from 'react';

const rest = 1_000;

/** Runs what takes the focus once nobody has been typing for a second: a dialog must not swallow half a word. */
export function useHandsRest(): (act: () => void) => void {
  const lastTyped = useRef(-Infinity);

  useEffect(() => {
    const typed = () => void (lastTyped.current = performance.now());
    // The browser fires `change` when what was typed is entered or left.
    const entered = () => void (lastTyped.current = -Infinity);
    document.addEventListener('input', typed, true);
    document.addEventListener('change', entered, true);
    return () => {
      document.removeEventListener('input', typed, true);
      document.removeEventListener('change', entered, true);
    };
  }, []);

  return useCallback((act) => {
    const attempt = () => {
      const wait = lastTyped.current + rest - performance.now();
      if (wait > 0) setTimeout(attempt, wait);
      else act();
    };
    attempt();
  }, []);
}
