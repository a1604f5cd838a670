/** Rows that were marked one by one, and a range that is still being drawn from the last of them. */
export interface Selection {
  marked: ReadonlySet<string>;
  anchor: string | undefined;
  head: string | undefined;
}

export const nothing: Selection = { marked: new Set(), anchor: undefined, head: undefined };

/** What is selected of the rows that are shown, in their order: a row that left the list is not edited unseen. */
export function selectedOf({ marked, anchor, head }: Selection, rows: readonly string[]): string[] {
  const from = anchor === undefined ? -1 : rows.indexOf(anchor);
  const to = head === undefined ? -1 : rows.indexOf(head);
  const ranged = from >= 0 && to >= 0;
  return rows.filter(
    (id, index) => marked.has(id) || (ranged && index >= Math.min(from, to) && index <= Math.max(from, to)),
  );
}

export function toggle(selection: Selection, rows: readonly string[], id: string): Selection {
  const marked = new Set(selectedOf(selection, rows));
  if (marked.delete(id)) return { marked, anchor: undefined, head: undefined };
  return { marked: marked.add(id), anchor: id, head: undefined };
}

/** Draws the range to `to`, from where it began; a first one begins at `from`. It shrinks as it grew. */
export function extend(selection: Selection, rows: readonly string[], from: string, to: string): Selection {
  if (selection.anchor !== undefined && rows.includes(selection.anchor)) return { ...selection, head: to };
  return { marked: new Set(selectedOf(selection, rows)), anchor: from, head: to };
}

export function selectAll(rows: readonly string[]): Selection {
  return { marked: new Set(rows), anchor: undefined, head: undefined };
}
