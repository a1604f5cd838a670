import { create } from 'zustand';
import type { LiveState } from './connection';
import type { PresentPerson } from './hub';

interface Live {
  /** Nothing while no project is followed. */
  state: LiveState | undefined;
  /** The project whose changes are followed on this page. */
  projectId: string | undefined;
  /** Who is there, by project; nothing or null while nobody can tell. */
  presence: Readonly<Record<string, readonly PresentPerson[] | null>>;
  /** The task that is open on this page. */
  viewing: string | null;
}

/** What is known of the live connection; app/live keeps it. */
export const useLive = create<Live>(() => ({ state: undefined, projectId: undefined, presence: {}, viewing: null }));
