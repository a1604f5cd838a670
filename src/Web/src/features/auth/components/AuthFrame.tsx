import type { ReactNode } from 'react';
import { useDocumentTitle } from '@/shared/lib/useDocumentTitle';

/** The page of somebody who is not signed in. */
export function AuthFrame({ title, footer, children }: { title: string; footer?: ReactNode; children: ReactNode }) {
  useDocumentTitle(title);
  return (
    <main className="flex min-h-full items-center justify-center p-4">
      <div className="flex w-full max-w-sm flex-col gap-4 rounded-lg border border-line bg-surface p-6">
        <header className="flex items-center gap-2">
          <img src="/favicon.svg" alt="TaskFlow" width={24} height={24} />
          <h1 className="text-lg font-semibold">{title}</h1>
        </header>
        {children}
        {footer && <footer className="border-t border-line pt-3 text-center">{footer}</footer>}
      </div>
    </main>
  );
}

export const linkClass = 'text-accent-fg underline underline-offset-2 hover:no-underline';
