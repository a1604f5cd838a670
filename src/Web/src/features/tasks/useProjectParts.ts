import { useQuery } from '@tanstack/react-query';
import { useMembership } from '@/features/auth/api';
import { may } from '@/features/auth/model';
import { membersQuery } from '@/features/members/api';
import { milestonesQuery } from '@/features/milestones/api';
import { labelsQuery, projectQuery, statusesQuery } from '@/features/projects/api';
import type { Milestone } from '@/shared/api/planning';
import type { Label, Member, Status } from '@/shared/api/types';

export interface ProjectParts {
  statuses: readonly Status[];
  labels: readonly Label[];
  milestones: readonly Milestone[];
  members: readonly Member[];
  editable: boolean;
  /** What owners and admins may, others not. */
  manageable: boolean;
  nameOf: (userId: string) => string | undefined;
  /** Refusals name people by their e-mail address. */
  whoIs: (email: string) => string;
}

/** What the fields of a task are chosen from; empty until it has come. */
export function useProjectParts(projectId: string): ProjectParts {
  const { data: project } = useQuery(projectQuery(projectId));
  const { data: statuses = [] } = useQuery(statusesQuery(projectId));
  const { data: labels = [] } = useQuery(labelsQuery(projectId));
  const { data: milestones = [] } = useQuery(milestonesQuery(projectId));
  const organizationId = project?.organization_id ?? '';
  const { data: members = [] } = useQuery({ ...membersQuery(organizationId), enabled: project !== undefined });
  const membership = useMembership(organizationId);

  return {
    statuses,
    labels,
    milestones,
    members,
    editable: may.editTasks(membership?.role) && !project?.archived_at,
    manageable: may.manageProject(membership?.role),
    nameOf: (userId) => members.find((member) => member.user.id === userId)?.user.display_name,
    whoIs: (email) => members.find((member) => member.user.email === email)?.user.display_name ?? email,
  };
}
