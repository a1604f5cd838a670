import type { ReactNode } from 'react';
import { cx } from '../lib/cx';

type Tone = 'neutral' | 'accent' | 'ok' | 'warn' | 'danger';

const tones: Record<Tone, string> = {
  neutral: 'border-line text-fg-muted',
  accent: 'border-accent text-accent-fg',
  ok: 'border-ok text-ok',
  warn: 'border-warn text-warn',
  danger: 'border-danger text-danger',
};

export function Badge({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span
      className={cx(
        'inline-flex items-center gap-1 rounded-sm border px-1.5 text-2xs font-medium whitespace-nowrap',
        tones[tone],
      )}
    >
      {children}
    </span>
  );
}

/** A label's own colour is a dot only, so that its text keeps the contrast of the theme. */
export function LabelChip({ name, color }: { name: string; color: string }) {
  return (
    <span className="inline-flex max-w-36 items-center gap-1 rounded-full border border-line bg-surface px-1.5 text-2xs text-fg-muted">
      <span aria-hidden className="size-2 shrink-0 rounded-full" style={{ backgroundColor: color }} />
      <span className="truncate">{name}</span>
    </span>
  );
}
