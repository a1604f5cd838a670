import { cx } from '../lib/cx';

export function Kbd({ children, inverted = false }: { children: string; inverted?: boolean }) {
  return (
    <kbd
      className={cx(
        'rounded-sm border px-1 font-mono text-2xs',
        inverted ? 'border-current text-current' : 'border-line-strong text-fg-muted',
      )}
    >
      {children}
    </kbd>
  );
}
