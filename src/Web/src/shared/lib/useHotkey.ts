import { useEffect, useEffectEvent } from 'react';
import { usePreferences } from './uiStore';

interface Hotkey {
  /** `KeyboardEvent.key`, lower case for letters. */
  key: string;
  /** The key that comes right before it: `g` then `i`. */
  after?: string;
  /** Ctrl, or Command on a Mac. */
  mod?: boolean;
  /** With Ctrl or Command: also in text, where the browser may mean something else by it. */
  whileTyping?: boolean;
  enabled?: boolean;
}

/** Longer between two keys, and they are not meant as one. */
const chordPause = 1_000;

/** What has the page to itself; a toast is a dialog by its role only. */
const modal = ':is([role=dialog], [role=alertdialog]):not([data-toast])';

/** Whether typing there is text and not a command. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest('input:not([type=checkbox]), textarea, select, [role=combobox], [role=listbox], [role=menu]') !==
        null)
  );
}

/** A key of the whole page. Single letters stay quiet in text, in popups and when they are turned off. */
export function useHotkey(
  { key, after, mod = false, whileTyping = mod, enabled = true }: Hotkey,
  run: () => void,
): void {
  const fire = useEffectEvent(run);

  useEffect(() => {
    if (!enabled) return;
    let before = { key: '', at: -Infinity };
    const onKeyDown = (event: KeyboardEvent) => {
      const last = before;
      before = { key: event.key.toLowerCase(), at: event.timeStamp };
      if (after && (last.key !== after || event.timeStamp - last.at > chordPause)) return;
      if (event.defaultPrevented || event.key.toLowerCase() !== key || event.altKey) return;
      if ((event.ctrlKey || event.metaKey) !== mod) return;
      if (!mod && !usePreferences.getState().singleKeys) return;
      if (!whileTyping && (isTyping(event.target) || document.querySelector(modal))) return;
      event.preventDefault();
      fire();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [key, after, mod, whileTyping, enabled]);
}
