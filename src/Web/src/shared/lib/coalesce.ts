/** Runs when asked, but at most once per interval and never twice at a time; the last asking is always followed by a run. */
export function coalesce(run: () => Promise<unknown>, interval: number): { ask: () => void; stop: () => void } {
  let busy = false;
  let asked = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const rest = () =>
    new Promise<void>((resolve) => {
      timer = setTimeout(resolve, interval);
    });

  function ask(): void {
    asked = true;
    if (busy) return;
    busy = true;
    asked = false;
    void Promise.allSettled([run(), rest()]).then(() => {
      busy = false;
      if (asked) ask();
    });
  }

  return { ask, stop: () => clearTimeout(timer) };
}
