import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useMe } from '@/features/auth/api';
import { may } from '@/features/auth/model';
import { membersQuery } from '@/features/members/api';
import { milestonesQuery } from '@/features/milestones/api';
import { labelsQuery, projectQuery, statusesQuery } from '@/features/projects/api';
import type { Milestone } from '@/shared/api/planning';
import type { Label, Person, Project, Status } from '@/shared/api/types';

export interface ListContext {
  project: Project;
  statuses: readonly Status[];
  labels: readonly Label[];
  milestones: readonly Milestone[];
  people: readonly Person[];
  me: string;
  editable: boolean;
}

const nobody: readonly Person[] = [];

/** What the rows and the filters name things with. */
export function useListContext(projectId: string): ListContext {
  const { data: project } = useSuspenseQuery(projectQuery(projectId));
  const { data: statuses } = useSuspenseQuery(statusesQuery(projectId));
  const { data: labels } = useSuspenseQuery(labelsQuery(projectId));
  const { data: milestones } = useSuspenseQuery(milestonesQuery(projectId));
  const { data: people } = useQuery({
    ...membersQuery(project.organization_id),
    select: (members): readonly Person[] =>
      members.map(({ user }) => ({ id: user.id, display_name: user.display_name })),
  });
  const { user, organizations } = useMe();
  const role = organizations.find((organization) => organization.id === project.organization_id)?.role;

  return {
    project,
    statuses,
    labels,
    milestones,
    people: people ?? nobody,
    me: user.id,
    editable: may.editTasks(role) && project.archived_at === null,
  };
}
