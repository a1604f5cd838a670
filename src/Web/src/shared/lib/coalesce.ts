/** Runs when asked, but at most once per interval and never twice at a time; the last asking is always followed by a run. */
export function coalesce(run: () => Promise<unknown>, interval: number): { ask: () => void; stop: () => void } {
  let state: 'idle' | 'busy' | 'asked' = 'idle';
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const rest = () =>
    new Promise<void>((resolve) => {
      timer = setTimeout(resolve, interval);
    });

  async function work(): Promise<void> {
    do {
      state = 'busy';
      await Promise.allSettled([run(), rest()]);
    } while (isAsked() && !stopped);
    state = 'idle';
  }

  const isAsked = () => state === 'asked';

  return {
    ask: () => {
      if (stopped) return;
      if (state === 'idle') void work();
      else state = 'asked';
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
