import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useMe } from '@/features/auth/api';
import { projectQuery } from '@/features/projects/api';
import type { Membership, Project } from '@/shared/api/types';
import { usePreferences } from '@/shared/lib/uiStore';

/** The organization and project of the page, or the ones last looked at. */
export function useCurrent(): { organization: Membership | undefined; project: Project | undefined } {
  const { projectId, organizationId } = useParams({ strict: false });
  const last = usePreferences((preferences) => preferences.lastOrganizationId);
  const { organizations } = useMe();
  const { data: project } = useQuery({ ...projectQuery(projectId ?? ''), enabled: projectId !== undefined });

  const id = project?.organization_id ?? organizationId ?? last;
  return {
    organization: organizations.find((organization) => organization.id === id) ?? organizations[0],
    project: projectId ? project : undefined,
  };
}
