import { useEffect } from 'react';
import { create } from 'zustand';

interface TaskOrder {
  /** Keys of the tasks in the order the view behind the panel shows them. */
  keys: readonly string[];
}

const store = create<TaskOrder>(() => ({ keys: [] }));

/** Tells the panel beside a view which task comes next. */
export function useTaskOrder(keys: readonly string[]): void {
  const joined = keys.filter(Boolean).join(' ');
  useEffect(() => {
    store.setState({ keys: joined === '' ? [] : joined.split(' ') });
    return () => store.setState({ keys: [] });
  }, [joined]);
}

export function useNeighbours(key: string): { previous: string | undefined; next: string | undefined } {
  const keys = store((order) => order.keys);
  const at = keys.indexOf(key);
  return { previous: at > 0 ? keys[at - 1] : undefined, next: at >= 0 ? keys[at + 1] : undefined };
}
