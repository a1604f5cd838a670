import { create } from 'zustand';

export type ThemeChoice = 'system' | 'light' | 'dark';

const storageKey = 'taskflow.theme';

function read(): ThemeChoice {
  const stored = safeStorage()?.getItem(storageKey);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

function safeStorage(): Storage | null {
  try {
    return globalThis.localStorage;
  } catch {
    return null;
  }
}

function apply(choice: ThemeChoice) {
  const dark = choice === 'dark' || (choice === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
}

interface ThemeState {
  choice: ThemeChoice;
  choose: (choice: ThemeChoice) => void;
}

/** The choice of this browser; boot.js applies it before the first paint. */
export const useTheme = create<ThemeState>((set) => ({
  choice: read(),
  choose: (choice) => {
    safeStorage()?.setItem(storageKey, choice);
    apply(choice);
    set({ choice });
  },
}));

export function followSystemTheme(): void {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => apply(useTheme.getState().choice));
}
