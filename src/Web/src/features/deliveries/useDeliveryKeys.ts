import { useRef, type KeyboardEvent } from 'react';
import { useHotkey } from '@/shared/lib/useHotkey';

interface DeliveryKeys {
  onToggle: (id: string) => void;
  /** Undefined: no row has the focus. */
  onRetry: (id: string | undefined) => void;
}

/** Keys of the table: the row that has the focus is the one whose link has it. */
export function useDeliveryKeys({ onToggle, onRetry }: DeliveryKeys) {
  const table = useRef<HTMLTableSectionElement>(null);

  const links = () => [...(table.current?.querySelectorAll<HTMLElement>('[data-delivery]') ?? [])];
  const focused = () => links().findIndex((link) => link.closest('tr')?.contains(document.activeElement));
  const idAt = (index: number) => links()[index]?.dataset.delivery;
  const go = (by: 1 | -1) => {
    const link = links().at(Math.max(focused() + by, 0)) ?? links().at(-1);
    link?.focus();
    link?.scrollIntoView({ block: 'nearest' });
  };
  const toggle = () => {
    const id = idAt(focused());
    if (id !== undefined) onToggle(id);
  };

  useHotkey({ key: 'j' }, () => go(1));
  useHotkey({ key: 'k' }, () => go(-1));
  useHotkey({ key: 'x' }, toggle);
  useHotkey({ key: 'r' }, () => onRetry(idAt(focused())));

  const onKeyDown = (event: KeyboardEvent) => {
    const isLink = event.target instanceof HTMLElement && event.target.dataset.delivery !== undefined;
    if (!isLink || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (event.key === ' ') toggle();
    else if (event.key === 'ArrowDown') go(1);
    else if (event.key === 'ArrowUp') go(-1);
    else return;
    event.preventDefault();
  };

  return { ref: table, onKeyDown };
}
