import { useQuery } from '@tanstack/react-query';
import { useMe, useMembership } from '@/features/auth/api';
import { may } from '@/features/auth/model';
import { defaultSort } from '@/features/list/model';
import { projectQuery } from '@/features/projects/api';
import { useProjectParts } from '@/features/tasks/useProjectParts';
import type { TaskFilters } from '@/shared/api/taskFilters';
import type { SavedView, ViewLayout } from '@/shared/api/planning';
import { viewsQuery } from './api';
import { composeFilter } from './model';

export interface Shown {
  projectId: string;
  layout: ViewLayout;
  filters: TaskFilters;
  /** Of the list; the board has the order of its columns. */
  sort?: string;
}

export interface ViewState {
  views: readonly SavedView[];
  /** The view that the address names, if this person sees it. */
  current: SavedView | undefined;
  /** What is shown is not what the view holds. */
  modified: boolean;
  mayChange: boolean;
  me: string;
  /** What a view of this would hold; none where it cannot be said. */
  question: Pick<SavedView, 'filter' | 'sort' | 'layout'> | undefined;
}

export function useViewState({ projectId, layout, filters, sort }: Shown): ViewState {
  const { user } = useMe();
  const parts = useProjectParts(projectId);
  const { data: project } = useQuery(projectQuery(projectId));
  const role = useMembership(project?.organization_id ?? '')?.role;
  const { data: views = [] } = useQuery(viewsQuery(projectId));

  const current = views.find(({ id }) => id === filters.view);
  const filter = composeFilter(filters, { ...parts, me: user.id });
  const order = layout === 'board' ? (current?.sort ?? 'rank') : (sort ?? defaultSort);
  const same = current?.filter === filter && current?.sort === order && current.layout === layout;

  return {
    views,
    current,
    modified: current !== undefined && !same,
    mayChange: parts.editable && (current?.owner_id === user.id || may.manageProject(role)),
    me: user.id,
    question: filter === undefined ? undefined : { filter, sort: order, layout },
  };
}

/** The address that shows a view. */
export function searchOf({ id, filter, sort, layout }: SavedView): Record<string, string> {
  return { view: id, ...(filter && { filter }), ...(layout === 'list' && sort !== defaultSort && { sort }) };
}
