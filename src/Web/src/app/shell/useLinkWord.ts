import { useEffect, useState } from 'react';
import { useLink } from '@/shared/api/linkStore';
import type { LiveState } from '@/shared/realtime/connection';
import { useLive } from '@/shared/realtime/liveStore';

export type LinkWord = LiveState | 'online';

/** Shorter than this, catching up is nothing that a person has to know of. */
const calm = 800;

/** What to say of the link. `online` where no project is followed. Only a state that lasts is said, but that all is well at once. */
export function useLinkWord(): LinkWord {
  const reached = useLink(({ state }) => state === 'online');
  const live = useLive(({ state, projectId }) => (projectId === undefined ? undefined : state));
  const state: LinkWord = reached ? (live ?? 'online') : 'offline';
  const [lasting, setLasting] = useState<LinkWord>('online');
  const isGood = state === 'live' || state === 'online' || state === 'offline';

  useEffect(() => {
    const timer = setTimeout(() => setLasting(state), isGood ? 0 : calm);
    return () => clearTimeout(timer);
  }, [state, isGood]);

  return isGood ? state : lasting;
}
