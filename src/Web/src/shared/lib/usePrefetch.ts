import { useEffect } from 'react';

/** Long enough that the page itself is painted and has its data. */
const rest = 3_000;

/** Loads the code of what a hand reaches for next, so that it is there when the line is cut by then. */
export function usePrefetch(parts: readonly (() => Promise<unknown>)[]): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const load of parts) load().catch(() => undefined);
    }, rest);
    return () => clearTimeout(timer);
  }, [parts]);
}
