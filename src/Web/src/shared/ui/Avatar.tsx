import { cx } from '../lib/cx';

/** Initials; the name beside it or the title carries the meaning. */
export function Avatar({ name, size = 20, className }: { name: string; size?: 20 | 24 | 32; className?: string }) {
  return (
    <span
      aria-hidden
      title={name}
      // Not text of the document: a control around it would have to carry the initials in its name (WCAG 2.5.3).
      data-initials={initials(name)}
      className={cx(
        'before:content-[attr(data-initials)] inline-flex shrink-0 items-center justify-center rounded-full border border-line-strong bg-selected font-semibold text-fg',
        size === 20 && 'size-5 text-2xs tracking-tighter',
        size === 24 && 'size-6 text-2xs',
        size === 32 && 'size-8 text-xs',
        className,
      )}
    />
  );
}

export function initials(name: string): string {
  const words = name
    .trim()
    .split(/\s+/)
    .map((word) => Array.from(word));
  const [first = ['?']] = words;
  const last = words.length > 1 ? words.at(-1) : undefined;
  return ((first[0] ?? '?') + (last?.[0] ?? first[1] ?? '')).toLocaleUpperCase();
}
