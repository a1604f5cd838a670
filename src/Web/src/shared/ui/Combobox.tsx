import { Combobox as Base } from '@base-ui/react/combobox';
import { Check } from 'lucide-react';
import type { ReactElement } from 'react';
import { cx } from '../lib/cx';
import { inputClass } from './Field';
import { itemClass, popupClass } from './popup';
import type { Option } from './Select';

interface SharedProps<T extends string> {
  options: readonly Option<T>[];
  /** Accessible name of the trigger and of the popup. */
  label: string;
  /** Text of the search box. */
  searchLabel: string;
  emptyLabel: string;
  trigger: ReactElement;
  disabled?: boolean;
  /** Open at once, for a list that is mounted by the press that opens it. */
  defaultOpen?: boolean;
  onOpenChange?: (open: boolean) => void;
}

interface MultiProps<T extends string> extends SharedProps<T> {
  value: readonly T[];
  onChange: (value: T[]) => void;
}

interface SingleProps<T extends string> extends SharedProps<T> {
  value: T | null;
  onChange: (value: T | null) => void;
}

/** Choose any number from a searchable list; the trigger shows what is chosen. */
export function MultiCombobox<T extends string>({ value, onChange, ...shared }: MultiProps<T>) {
  const chosen = shared.options.filter((option) => value.includes(option.value));
  return (
    <Base.Root
      multiple
      items={shared.options as Option<T>[]}
      value={chosen}
      onValueChange={(next) => onChange(next.map((option) => option.value))}
      isItemEqualToValue={(a, b) => a.value === b.value}
      onOpenChange={(open) => shared.onOpenChange?.(open)}
      disabled={shared.disabled ?? false}
      defaultOpen={shared.defaultOpen ?? false}
    >
      <Surface {...shared} />
    </Base.Root>
  );
}

/** Choose one from a searchable list. */
export function Combobox<T extends string>({ value, onChange, ...shared }: SingleProps<T>) {
  return (
    <Base.Root
      items={shared.options as Option<T>[]}
      value={shared.options.find((option) => option.value === value) ?? null}
      onValueChange={(next) => onChange(next?.value ?? null)}
      isItemEqualToValue={(a, b) => a.value === b.value}
      onOpenChange={(open) => shared.onOpenChange?.(open)}
      disabled={shared.disabled ?? false}
      defaultOpen={shared.defaultOpen ?? false}
    >
      <Surface {...shared} />
    </Base.Root>
  );
}

function Surface<T extends string>({ label, searchLabel, emptyLabel, trigger }: SharedProps<T>) {
  return (
    <>
      <Base.Trigger aria-label={label} render={trigger} />
      <Base.Portal>
        <Base.Positioner align="start" sideOffset={4} className="z-50 outline-none">
          <Base.Popup aria-label={label} className={cx(popupClass, 'w-64')}>
            <div className="border-b border-line p-1">
              <Base.Input
                aria-label={searchLabel}
                placeholder={searchLabel}
                className={cx(inputClass, 'border-transparent')}
              />
            </div>
            <Base.Empty>
              <p className="px-3 py-2 text-fg-muted">{emptyLabel}</p>
            </Base.Empty>
            <Base.List className="max-h-[min(320px,calc(var(--available-height)-48px))] overflow-y-auto p-1 empty:p-0">
              {(option: Option<T>) => (
                <Base.Item key={option.value} value={option} className={itemClass}>
                  {option.icon}
                  <span className="min-w-0 flex-1 truncate">{option.label}</span>
                  <Base.ItemIndicator className="text-accent-fg">
                    <Check aria-hidden size={14} />
                  </Base.ItemIndicator>
                </Base.Item>
              )}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </>
  );
}
