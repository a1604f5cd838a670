import { type ComponentType, lazy, type LazyExoticComponent } from 'react';

const firstPause = 500;
const longestPause = 8_000;

/**
 * A part of the page whose code comes when it is needed. A cut line only delays it: it is asked for until it has come, while the page shows what
 * it shows for "loading". That a newer release has taken the code away is for UpdateReady to say.
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- as React.lazy itself: any properties
export function lazyPart<T extends ComponentType<any>>(load: () => Promise<{ default: T }>): LazyExoticComponent<T> {
  return lazy(() => untilItComes(load));
}

/** The value of a load that is tried again, with growing pauses, until it works. */
export async function untilItComes<T>(load: () => Promise<T | undefined>): Promise<T> {
  for (let pause = firstPause; ; pause = Math.min(pause * 2, longestPause)) {
    // Where somebody listens to vite:preloadError, a failed import comes as undefined.
    const part = await load().catch(() => undefined);
    if (part !== undefined) return part;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
