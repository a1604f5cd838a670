import { queryOptions } from '@tanstack/react-query';
import { allPages } from '@/shared/api/allPages';
import { api } from '@/shared/api/client';
import { keys } from '@/shared/api/keys';
import type { Milestone } from '@/shared/api/planning';
import { byDate } from './model';

export const milestonesQuery = (projectId: string) =>
  queryOptions({
    queryKey: keys.milestones(projectId),
    queryFn: async ({ signal }) => {
      const milestones = await allPages<Milestone>(`/api/projects/${projectId}/milestones`, signal);
      return milestones.toSorted(byDate);
    },
  });

export type MilestoneDraft = Pick<Milestone, 'name' | 'description' | 'start_date' | 'end_date'>;

export const createMilestone = (projectId: string, milestone: MilestoneDraft, intent: string) =>
  api.post<Milestone>(`/api/projects/${projectId}/milestones`, milestone, { intent });

/** Only against the version that the person saw. */
export const patchMilestone = (
  { id, version }: Pick<Milestone, 'id' | 'version'>,
  patch: Partial<MilestoneDraft & Pick<Milestone, 'state'>>,
  intent: string,
) => api.patch<Milestone>(`/api/milestones/${id}`, { ...patch, version }, { intent });

/** Where the open tasks go: another milestone, none (null), or nowhere (undefined). */
export const closeMilestone = (id: string, moveTo: string | null | undefined, intent: string) =>
  api.post<Milestone>(`/api/milestones/${id}/close`, moveTo === undefined ? {} : { move_to: moveTo }, { intent });

export const deleteMilestone = (id: string, intent: string) => api.delete(`/api/milestones/${id}`, { intent });
