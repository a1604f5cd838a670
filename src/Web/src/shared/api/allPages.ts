import { api, type Query } from './client';
import type { Page } from './types';

const pageSize = 200;

/** A list that is needed as a whole: people, labels. */
export async function allPages<T>(path: string, signal: AbortSignal, query: Query = {}): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<T> = await api.get(path, { signal, query: { ...query, limit: pageSize, cursor } });
    items.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor);
  return items;
}
