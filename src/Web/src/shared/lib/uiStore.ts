import { create } from 'zustand';
import { persist } from 'zustand/middleware';

export interface CreateTaskRequest {
  projectId: string;
  statusId?: string;
}

interface UiState {
  createTask: CreateTaskRequest | null;
  paletteOpen: boolean;
  helpOpen: boolean;
  navOpen: boolean;
  /** The task whose conflict is being decided. */
  comparing: string | null;
  openCreateTask: (request: CreateTaskRequest) => void;
  closeCreateTask: () => void;
  setPaletteOpen: (open: boolean) => void;
  setHelpOpen: (open: boolean) => void;
  setNavOpen: (open: boolean) => void;
  compare: (taskId: string | null) => void;
}

/** What is open over the page; nothing of the server lives here. */
export const useUi = create<UiState>((set) => ({
  createTask: null,
  paletteOpen: false,
  helpOpen: false,
  navOpen: false,
  comparing: null,
  openCreateTask: (request) => set({ createTask: request }),
  closeCreateTask: () => set({ createTask: null }),
  setPaletteOpen: (open) => set({ paletteOpen: open }),
  setHelpOpen: (open) => set({ helpOpen: open }),
  setNavOpen: (open) => set({ navOpen: open }),
  compare: (taskId) => set({ comparing: taskId }),
}));

interface Preferences {
  /** Single-letter keys can be turned off (WCAG 2.1.4). */
  singleKeys: boolean;
  lastOrganizationId: string | null;
  setSingleKeys: (on: boolean) => void;
  rememberOrganization: (id: string) => void;
}

export const usePreferences = create<Preferences>()(
  persist(
    (set) => ({
      singleKeys: true,
      lastOrganizationId: null,
      setSingleKeys: (on) => set({ singleKeys: on }),
      rememberOrganization: (id) => set({ lastOrganizationId: id }),
    }),
    { name: 'taskflow.preferences' },
  ),
);
