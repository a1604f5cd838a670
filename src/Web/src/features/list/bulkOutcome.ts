import { create } from 'zustand';
import { refusedOf } from '@/shared/sync/bulk';
import type { Write } from '@/shared/sync/write';

interface BulkOutcome {
  /** Answered bulk edits of which something was refused, until a person has seen to them. */
  open: readonly Write[];
  settle: (write: Write) => void;
  dismiss: (intent: string) => void;
}

/** What a bulk edit left undone is told until somebody repeats or dismisses it, also after the list was left. */
export const useBulkOutcome = create<BulkOutcome>((set) => ({
  open: [],
  settle: (write) => {
    if (refusedOf(write).length > 0) set(({ open }) => ({ open: [...open, write] }));
  },
  dismiss: (intent) => set(({ open }) => ({ open: open.filter((write) => write.intent !== intent) })),
}));
