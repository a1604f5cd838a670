import { useEffect } from 'react';
import { useDrafts } from '@/shared/sync/drafts';
import { taskWrites } from '@/shared/sync/taskWrites';

/** Asks before the page is left while something of the person is only in it. */
export function useLeaveGuard() {
  const drafts = useDrafts();

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (taskWrites.open > 0 || drafts.unsaved().length > 0) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [drafts]);
}
