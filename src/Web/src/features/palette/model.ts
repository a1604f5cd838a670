const maxPerGroup = 30;

export interface PaletteItem {
  id: string;
  label: string;
  /** Shown at the end of the line: a key, a shortcut. */
  hint?: string;
  run: () => void;
}

export interface PaletteGroup {
  value: string;
  items: PaletteItem[];
}

/** Every word of the query begins a word of the item, or stands inside its hint. */
export function matches(item: Pick<PaletteItem, 'label' | 'hint'>, query: string): boolean {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const label = ` ${item.label.toLowerCase()}`;
  const hint = item.hint?.toLowerCase() ?? '';
  return words.every((word) => label.includes(` ${word}`) || hint.includes(word));
}

export function narrow(groups: readonly PaletteGroup[], query: string): PaletteGroup[] {
  return groups
    .map(({ value, items }) => ({ value, items: items.filter((item) => matches(item, query)).slice(0, maxPerGroup) }))
    .filter(({ items }) => items.length > 0);
}
