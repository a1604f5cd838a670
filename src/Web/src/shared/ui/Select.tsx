import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronDown } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { cx } from '../lib/cx';
import { itemClass, popupClass } from './popup';

export interface Option<T extends string> {
  value: T;
  label: string;
  icon?: ReactNode;
}

interface SelectProps<T extends string> {
  value: T | null;
  options: readonly Option<T>[];
  onChange: (value: T) => void;
  /** Accessible name; leave out inside a Field, whose label names it. */
  label?: string;
  placeholder?: string;
  disabled?: boolean;
  className?: string;
  /** A trigger of one's own, for inline cells; it shows the chosen option by itself. */
  trigger?: ReactElement;
  /** Called when the list closes without a choice as well. */
  onClose?: () => void;
  /** Open at once, for a list that is mounted by the press that opens it. */
  defaultOpen?: boolean;
}

const triggerClass =
  'flex items-center gap-2 rounded-md border border-line-strong bg-surface px-2 text-left control-h ' +
  'hover:bg-hover data-disabled:opacity-60 data-invalid:border-danger';

export function Select<T extends string>({
  value,
  options,
  onChange,
  label,
  placeholder,
  disabled = false,
  className,
  trigger,
  onClose,
  defaultOpen = false,
}: SelectProps<T>) {
  const chosen = options.find((option) => option.value === value);

  return (
    <Base.Root
      value={value}
      items={options as Option<T>[]}
      onValueChange={(next) => next !== null && onChange(next)}
      onOpenChange={(open) => !open && onClose?.()}
      disabled={disabled}
      defaultOpen={defaultOpen}
    >
      {trigger ? (
        <Base.Trigger aria-label={label} render={trigger} className={className} />
      ) : (
        <Base.Trigger aria-label={label} className={cx(triggerClass, className ?? 'w-full')}>
          {chosen?.icon}
          <Base.Value className="min-w-0 flex-1 truncate">{chosen?.label ?? placeholder}</Base.Value>
          <Base.Icon className="text-fg-muted">
            <ChevronDown aria-hidden size={14} />
          </Base.Icon>
        </Base.Trigger>
      )}
      <Base.Portal role="region" aria-label={label}>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-50 outline-none">
          <Base.Popup
            className={cx(popupClass, 'max-h-(--available-height) min-w-(--anchor-width) overflow-y-auto p-1')}
          >
            <Base.List>
              {options.map((option) => (
                <Base.Item key={option.value} value={option.value} className={itemClass}>
                  {option.icon}
                  <Base.ItemText className="flex-1 truncate">{option.label}</Base.ItemText>
                  <Base.ItemIndicator className="text-accent-fg">
                    <Check aria-hidden size={14} />
                  </Base.ItemIndicator>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
