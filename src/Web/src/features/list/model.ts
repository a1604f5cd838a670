import { readTaskFilters, toList, type TaskFilters } from '@/shared/api/taskFilters';

export const sortFields = ['rank', 'number', 'created_at', 'updated_at', 'priority', 'due_date'] as const;
export type SortField = (typeof sortFields)[number];
export type Sort = SortField | `-${SortField}`;

export interface ListSearch extends TaskFilters {
  sort?: Sort;
}

export const defaultSort: Sort = '-updated_at';

/** The API filters by one value each, so the first of several is the one shown and sent. */
export function readListSearch(search: Record<string, unknown>): ListSearch {
  // Words are a filter of their own in the grammar.
  const { q, filter = q, ...filters } = readTaskFilters(search);
  const single = Object.fromEntries(
    Object.entries(filters).map(([name, value]: [string, string]) => [name, toList(value)[0]]),
  );
  const sort = typeof search.sort === 'string' && isSort(search.sort) ? search.sort : undefined;
  return { ...(filter && { filter }), ...single, ...(sort && sort !== defaultSort && { sort }) };
}

export function isSort(text: string): text is Sort {
  return (sortFields as readonly string[]).includes(text.replace(/^-/, ''));
}

/** A second press on a column turns its order round. */
export function nextSort(current: Sort, field: SortField): Sort {
  return current === field ? `-${field}` : field;
}

export function sortDirection(current: Sort, field: SortField): 'ascending' | 'descending' | undefined {
  if (current === field) return 'ascending';
  return current === `-${field}` ? 'descending' : undefined;
}
