import type { ReactNode } from 'react';

/** Beside what a person wrote and the server did not take: why, and what can be done. */
export function RefusalBox({ children, actions }: { children: ReactNode; actions: ReactNode }) {
  return (
    <div role="alert" className="flex flex-col gap-1.5 rounded-md border border-danger bg-surface p-2 text-xs">
      {children}
      <div className="flex flex-wrap gap-1.5">{actions}</div>
    </div>
  );
}
