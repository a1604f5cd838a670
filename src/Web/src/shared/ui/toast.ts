import { create } from 'zustand';

export type ToastTone = 'info' | 'ok' | 'danger';

export interface ToastInput {
  title: string;
  description?: string;
  tone?: ToastTone;
  action?: { label: string; run: () => void };
}

interface ToastQueue {
  waiting: readonly ToastInput[];
  take: () => readonly ToastInput[];
}

/** What was said before the region that shows it is there, which is not part of the first load. */
export const useToastQueue = create<ToastQueue>((set, get) => ({
  waiting: [],
  take: () => {
    const { waiting } = get();
    set({ waiting: [] });
    return waiting;
  },
}));

/** Tells what happened; an error stays long enough to act on. */
export function showToast(toast: ToastInput): void {
  useToastQueue.setState(({ waiting }) => ({ waiting: [...waiting, toast] }));
}
