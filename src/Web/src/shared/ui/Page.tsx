import type { ReactNode } from 'react';
import { useDocumentTitle } from '../lib/useDocumentTitle';
import { cx } from '../lib/cx';

interface PageProps {
  title: string;
  /** Left of the title, an icon or a key. */
  lead?: ReactNode;
  actions?: ReactNode;
  /** A readable column instead of the full width. */
  narrow?: boolean;
  children: ReactNode;
}

/** A page with its one h1. */
export function Page({ title, lead, actions, narrow = false, children }: PageProps) {
  useDocumentTitle(title);
  return (
    <div className="h-full overflow-y-auto">
      <div className={cx('flex flex-col gap-4 p-4', narrow && 'mx-auto max-w-3xl')}>
        <header className="flex min-h-7 flex-wrap items-center gap-2">
          {lead}
          <h1 className="min-w-0 flex-1 truncate text-lg font-semibold">{title}</h1>
          {actions}
        </header>
        {children}
      </div>
    </div>
  );
}

export function Section({
  title,
  description,
  children,
}: {
  title: string;
  description?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="flex flex-col gap-3 rounded-lg border border-line bg-surface p-4">
      <header>
        <h2 className="text-md font-semibold">{title}</h2>
        {description && <p className="text-fg-muted">{description}</p>}
      </header>
      {children}
    </section>
  );
}
