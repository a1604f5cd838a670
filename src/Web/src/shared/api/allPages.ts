import { api } from './client';
import type { Page } from './types';

const pageSize = 200;

/** A list that is chosen from as a whole: people, labels. */
export async function allPages<T>(path: string, signal: AbortSignal): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<T> = await api.get(path, { signal, query: { limit: pageSize, cursor } });
    items.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor);
  return items;
}
