import { priorities, type Priority } from './types';

/** Filters of the board and the list; they live in the URL, lists as comma-separated ids. */
export interface TaskFilters {
  q?: string;
  status_id?: string;
  assignee_id?: string;
  label_id?: string;
  milestone_id?: string;
  priority?: string;
  /** In the filter grammar, which the server understands. */
  filter?: string;
  /** The saved view that this began as; it filters nothing by itself. */
  view?: string;
}

const ids = /^[0-9a-f-]{36}(,[0-9a-f-]{36})*$/i;

export function readTaskFilters(search: Record<string, unknown>): TaskFilters {
  const filters: TaskFilters = {};
  if (typeof search.q === 'string' && search.q.trim() !== '') filters.q = search.q;
  if (typeof search.filter === 'string' && search.filter.trim() !== '') filters.filter = search.filter;
  if (typeof search.view === 'string' && ids.test(search.view)) filters.view = search.view;
  for (const name of ['status_id', 'assignee_id', 'label_id', 'milestone_id'] as const) {
    const value = search[name];
    if (typeof value === 'string' && ids.test(value)) filters[name] = value;
  }
  const wanted = toList(typeof search.priority === 'string' ? search.priority : undefined);
  const known = wanted.filter((priority) => priorities.includes(priority as Priority));
  if (known.length > 0) filters.priority = known.join(',');
  return filters;
}

export function toList(value: string | undefined): string[] {
  return value ? value.split(',') : [];
}

export function fromList(values: readonly string[]): string | undefined {
  return values.length > 0 ? values.join(',') : undefined;
}

export function countFilters(filters: TaskFilters): number {
  return Object.entries(filters).filter(([name, value]) => name !== 'view' && value !== undefined).length;
}
