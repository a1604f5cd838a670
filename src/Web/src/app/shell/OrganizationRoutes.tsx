import { getRouteApi } from '@tanstack/react-router';
import { lazyPart } from '@/shared/lib/lazyPart';

const ProjectsPage = lazyPart(() => import('@/features/projects/ProjectsPage'));
const MembersPage = lazyPart(() => import('@/features/members/MembersPage'));
const IntegrationsPage = lazyPart(() => import('@/features/integrations/IntegrationsPage'));

const organization = getRouteApi('/_app/organizations/$organizationId');

export function ProjectsRoute() {
  const { organizationId } = organization.useParams();
  return <ProjectsPage key={organizationId} organizationId={organizationId} />;
}

export function MembersRoute() {
  const { organizationId } = organization.useParams();
  return <MembersPage key={organizationId} organizationId={organizationId} />;
}

export function IntegrationsRoute() {
  const { organizationId } = organization.useParams();
  return <IntegrationsPage key={organizationId} organizationId={organizationId} />;
}
