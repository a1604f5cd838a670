import { Button as Base } from '@base-ui/react/button';
import type { ReactNode } from 'react';
import { cx } from '../lib/cx';
import { Spinner } from './Spinner';

type Variant = 'primary' | 'secondary' | 'ghost' | 'danger';

const variants: Record<Variant, string> = {
  primary: 'border-accent bg-accent text-on-accent hover:not-data-disabled:bg-accent-hover',
  secondary: 'border-line-strong bg-surface text-fg hover:not-data-disabled:bg-hover',
  ghost: 'border-transparent text-fg-muted hover:not-data-disabled:bg-hover hover:not-data-disabled:text-fg',
  danger: 'border-danger bg-danger text-on-danger hover:not-data-disabled:bg-danger-hover',
};

const shape =
  'inline-flex items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap select-none control-h ' +
  'data-disabled:opacity-55 data-disabled:cursor-default data-popup-open:bg-hover';

export function buttonClass(variant: Variant = 'secondary', className?: string): string {
  return cx(shape, 'px-2.5', variants[variant], className);
}

export interface ButtonProps extends Omit<Base.Props, 'className' | 'style'> {
  variant?: Variant;
  /** The request is on its way: the button stays focusable but does nothing. */
  busy?: boolean;
  className?: string;
}

export function Button({
  variant = 'secondary',
  busy = false,
  disabled = false,
  className,
  children,
  ...rest
}: ButtonProps) {
  return (
    <Base
      type="button"
      {...rest}
      disabled={disabled || busy}
      focusableWhenDisabled={busy}
      aria-busy={busy || undefined}
      className={buttonClass(variant, className)}
    >
      {busy && <Spinner />}
      {children}
    </Base>
  );
}

export interface IconButtonProps extends Omit<Base.Props, 'className' | 'style' | 'children'> {
  /** The accessible name, also shown as the browser's tooltip: a tooltip library would cost the first load 10 KB. */
  label: string;
  /** Keys shown in the tooltip, `Ctrl+K`. */
  shortcut?: string;
  variant?: Variant;
  className?: string;
  children: ReactNode;
}

export function IconButton({ label, shortcut, variant = 'ghost', className, children, ...rest }: IconButtonProps) {
  return (
    <Base
      type="button"
      aria-label={label}
      title={shortcut ? `${label} (${shortcut})` : label}
      {...rest}
      className={cx(shape, 'aspect-square shrink-0 p-0', variants[variant], className)}
    >
      {children}
    </Base>
  );
}
