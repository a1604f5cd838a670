import { create } from 'zustand';

export type LinkState = 'online' | 'offline';

interface Link {
  state: LinkState;
  report: (state: LinkState) => void;
}

/** Whether the server answered last time it was asked; every request reports here. */
export const useLink = create<Link>((set, get) => ({
  state: 'online',
  report: (state) => get().state !== state && set({ state }),
}));

const probeInterval = 3_000;

/** While offline, asks until the server answers; returns the unsubscribe. */
export function watchLink(onRecovered: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;

  const probe = async () => {
    const reached = await fetch('/health/liveness', { cache: 'no-store' }).then(
      () => true,
      () => false,
    );
    if (reached) useLink.getState().report('online');
    else timer = setTimeout(() => void probe(), probeInterval);
  };

  const unsubscribe = useLink.subscribe((now, before) => {
    if (now.state === before.state) return;
    clearTimeout(timer);
    if (now.state === 'online') onRecovered();
    else timer = setTimeout(() => void probe(), probeInterval);
  });
  const lost = () => useLink.getState().report('offline');
  window.addEventListener('offline', lost);

  return () => {
    clearTimeout(timer);
    unsubscribe();
    window.removeEventListener('offline', lost);
  };
}
