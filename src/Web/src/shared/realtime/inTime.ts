/** Gives up after a while: a stopped server neither answers nor refuses. */
export async function inTime<T>(
  milliseconds: number,
  signal: AbortSignal,
  ask: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = new AbortController();
  const stop = () => limit.abort(signal.reason);
  signal.addEventListener('abort', stop);
  const late = new Promise<never>((_, reject) => {
    limit.signal.addEventListener('abort', () => reject(limit.signal.reason as Error));
  });
  const timer = setTimeout(() => limit.abort(new Error('There was no answer in time.')), milliseconds);
  try {
    if (signal.aborted) stop();
    return await Promise.race([late, ask(limit.signal)]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}
