import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router';
import { meQuery } from '@/features/auth/api';
import { safeReturnPath } from '@/features/auth/model';
import { boardQuery } from '@/features/board/api';
import { projectQuery } from '@/features/projects/api';
import { readDeliverySearch } from '@/features/deliveries/model';
import { readListSearch } from '@/features/list/model';
import { readJobSearch } from '@/features/operations/model';
import { hasStatus } from '@/shared/api/problem';
import { readTaskFilters } from '@/shared/api/taskFilters';
import { usePreferences } from '@/shared/lib/uiStore';
import { Shell } from './shell/Shell';
import {
  BoardRoute,
  ImportRoute,
  ListRoute,
  MilestonesRoute,
  ProjectLayout,
  ProjectSettingsRoute,
  TaskRoute,
} from './shell/ProjectLayout';
import { DeliveriesRoute, JobsRoute, OverviewRoute } from './shell/OperationsRoutes';
import { InboxRoute, JourneyRoute, NotificationSettingsRoute } from './shell/NotificationRoutes';
import { IntegrationsRoute, MembersRoute, ProjectsRoute } from './shell/OrganizationRoutes';

const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()({ component: Outlet });

type Search = Record<string, unknown>;
const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

const readReturn = (search: Search): { return_to?: string; email?: string } => {
  const returnTo = text(search.return_to);
  const email = text(search.email);
  return { ...(returnTo && { return_to: safeReturnPath(returnTo) }), ...(email && { email }) };
};

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: readReturn,
  component: lazyRouteComponent(() => import('@/features/auth/SignInPage')),
});

const signUpRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-up',
  validateSearch: readReturn,
  component: lazyRouteComponent(() => import('@/features/auth/SignUpPage')),
});

const forgotRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/forgot',
  component: lazyRouteComponent(() => import('@/features/auth/ForgotPasswordPage')),
});

const resetRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reset',
  component: lazyRouteComponent(() => import('@/features/auth/ResetPasswordPage')),
});

const verifyEmailRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/verify-email',
  component: lazyRouteComponent(() => import('@/features/auth/VerifyEmailPage')),
});

const invitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invitations/$token',
  component: lazyRouteComponent(() => import('@/features/members/AcceptInvitationPage')),
});

/** Everything below knows who is signed in. */
const appRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: '_app',
  beforeLoad: async ({ context, location }) => {
    try {
      return { me: await context.queryClient.ensureQueryData(meQuery) };
    } catch (error) {
      if (!hasStatus(error, 401)) throw error;
      throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { return_to: location.href } });
    }
  },
  component: Shell,
});

const homeRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/',
  beforeLoad: ({ context }) => {
    const organizations = context.me.organizations;
    const last = usePreferences.getState().lastOrganizationId;
    const chosen =
      organizations.find((organization) => organization.id === last) ??
      (organizations.length === 1 ? organizations[0] : undefined);
    if (!chosen) throw redirect({ to: '/organizations', replace: true });
    throw redirect({ to: '/organizations/$organizationId', params: { organizationId: chosen.id }, replace: true });
  },
});

const organizationsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/organizations',
  component: lazyRouteComponent(() => import('@/features/organizations/OrganizationsPage')),
});

const organizationRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/organizations/$organizationId',
  beforeLoad: ({ params }) => usePreferences.getState().rememberOrganization(params.organizationId),
});

const projectsRoute = createRoute({ getParentRoute: () => organizationRoute, path: '/', component: ProjectsRoute });
const membersRoute = createRoute({
  getParentRoute: () => organizationRoute,
  path: '/members',
  component: MembersRoute,
});

const integrationsRoute = createRoute({
  getParentRoute: () => organizationRoute,
  path: '/integrations',
  component: IntegrationsRoute,
});

/** `?task=WEB-42` opens the panel beside the board or the list. */
const projectRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/projects/$projectId',
  validateSearch: (search: Search): { task?: string } => {
    const task = text(search.task);
    return task ? { task } : {};
  },
  loader: async ({ context, params }) => {
    const project = await context.queryClient.ensureQueryData(projectQuery(params.projectId));
    usePreferences.getState().rememberOrganization(project.organization_id);
  },
  component: ProjectLayout,
});

const projectHomeRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/projects/$projectId/board', params, replace: true });
  },
});

const boardRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: '/board',
  validateSearch: readTaskFilters,
  // The cards come while the code of the board does.
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(boardQuery(params.projectId)),
  component: BoardRoute,
});
const listRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: '/list',
  validateSearch: readListSearch,
  component: ListRoute,
});

const milestonesRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: '/milestones',
  component: MilestonesRoute,
});

const importRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: '/import',
  validateSearch: (search: Search): { run?: string } => {
    const run = text(search.run);
    return run ? { run } : {};
  },
  component: ImportRoute,
});

const projectSettingsRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: '/settings',
  component: ProjectSettingsRoute,
});

const taskRoute = createRoute({ getParentRoute: () => appRoute, path: '/tasks/$task', component: TaskRoute });

const inboxRoute = createRoute({ getParentRoute: () => appRoute, path: '/inbox', component: InboxRoute });

/** `?user_id=` names whose; without it, what integrations got. */
const journeyRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/events/$eventId/journey',
  validateSearch: (search: Search): { user_id?: string } => {
    const userId = text(search.user_id);
    return userId ? { user_id: userId } : {};
  },
  component: JourneyRoute,
});

const notificationSettingsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/notifications',
  component: NotificationSettingsRoute,
});

const deliveriesRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/operations/deliveries',
  validateSearch: readDeliverySearch,
  component: DeliveriesRoute,
});

const overviewRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/operations',
  component: OverviewRoute,
});

/** `?job=` names whose runs are shown. */
const jobsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/operations/jobs',
  validateSearch: readJobSearch,
  component: JobsRoute,
});

const settingsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('@/features/settings/SettingsPage')),
});

export const routeTree = rootRoute.addChildren([
  signInRoute,
  signUpRoute,
  forgotRoute,
  resetRoute,
  verifyEmailRoute,
  invitationRoute,
  appRoute.addChildren([
    homeRoute,
    organizationsRoute,
    organizationRoute.addChildren([projectsRoute, membersRoute, integrationsRoute]),
    projectRoute.addChildren([
      projectHomeRoute,
      boardRoute,
      listRoute,
      milestonesRoute,
      importRoute,
      projectSettingsRoute,
    ]),
    taskRoute,
    inboxRoute,
    journeyRoute,
    notificationSettingsRoute,
    deliveriesRoute,
    overviewRoute,
    jobsRoute,
    settingsRoute,
  ]),
]);
