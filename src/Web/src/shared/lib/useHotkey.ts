import { useEffect, useEffectEvent } from 'react';
import { usePreferences } from './uiStore';

interface Hotkey {
  /** `KeyboardEvent.key`, lower case for letters. */
  key: string;
  /** Ctrl, or Command on a Mac. */
  mod?: boolean;
  enabled?: boolean;
}

/** Whether typing there is text and not a command. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest('input, textarea, select, [role=combobox], [role=listbox], [role=menu]') !== null)
  );
}

/** A key of the whole page. Single letters stay quiet in text, in popups and when they are turned off. */
export function useHotkey({ key, mod = false, enabled = true }: Hotkey, run: () => void): void {
  const fire = useEffectEvent(run);

  useEffect(() => {
    if (!enabled) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.key.toLowerCase() !== key || event.altKey) return;
      if ((event.ctrlKey || event.metaKey) !== mod) return;
      if (
        !mod &&
        (!usePreferences.getState().singleKeys ||
          isTyping(event.target) ||
          document.querySelector('[role=dialog], [role=alertdialog]'))
      )
        return;
      event.preventDefault();
      fire();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [key, mod, enabled]);
}
