import { Suspense } from 'react';
import { lazyPart } from '@/shared/lib/lazyPart';

const Markdown = lazyPart(() => import('./Markdown'));

/** Rendered markdown; the plain text until the renderer has come. */
export function MarkdownText({ text, empty }: { text: string; empty: string }) {
  if (text.trim() === '') return <p className="text-fg-muted">{empty}</p>;
  return (
    <Suspense fallback={<p className="break-words whitespace-pre-wrap">{text}</p>}>
      <Markdown text={text} />
    </Suspense>
  );
}
