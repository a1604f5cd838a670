import { Field as Base } from '@base-ui/react/field';
import { createContext, useContext, type ComponentProps, type ReactNode } from 'react';
import { cx } from '../lib/cx';

export const inputClass =
  'w-full rounded-md border border-line-strong bg-surface px-2 text-fg control-h data-invalid:border-danger ' +
  'disabled:opacity-60 focus-visible:outline-2 focus-visible:-outline-offset-1 focus-visible:outline-accent';

interface FieldProps {
  label: ReactNode;
  hideLabel?: boolean;
  description?: ReactNode;
  error?: string | undefined;
  className?: string;
  children: ReactNode;
}

const Invalid = createContext(false);

/** Label, control, help and error tied together for assistive technology. */
export function Field({ label, hideLabel = false, description, error, className, children }: FieldProps) {
  return (
    <Invalid value={error !== undefined}>
      <Base.Root invalid={error !== undefined} className={cx('flex flex-col gap-1', className)}>
        <Base.Label className={hideLabel ? 'sr-only' : 'text-xs font-medium'}>{label}</Base.Label>
        {children}
        {description && <Base.Description className="text-xs text-fg-muted">{description}</Base.Description>}
        <Base.Error match={error !== undefined} className="text-xs text-danger">
          {error}
        </Base.Error>
      </Base.Root>
    </Invalid>
  );
}

export function TextInput({
  className,
  ...rest
}: Omit<ComponentProps<'input'>, 'value' | 'defaultValue'> & { value?: string; defaultValue?: string }) {
  return <Base.Control {...rest} className={cx(inputClass, className)} />;
}

export function TextArea({ className, ...rest }: ComponentProps<'textarea'>) {
  const invalid = useContext(Invalid);
  return (
    <Base.Control
      render={<textarea {...rest} aria-invalid={invalid || undefined} />}
      className={cx(inputClass, 'h-auto min-h-20 py-1.5', className)}
    />
  );
}
