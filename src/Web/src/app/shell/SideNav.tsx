import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import { Activity, CalendarClock, ChevronsUpDown, FolderKanban, Plug, Settings, Truck, Users } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { useMe } from '@/features/auth/api';
import { may } from '@/features/auth/model';
import { projectsQuery } from '@/features/projects/api';
import type { Membership } from '@/shared/api/types';
import { useT } from '@/shared/i18n/useT';
import { cx } from '@/shared/lib/cx';
import { lazyPart } from '@/shared/lib/lazyPart';
import { useUi } from '@/shared/lib/uiStore';
import { LazyMenu } from './LazyMenu';
import { useCurrent } from './useCurrent';

const OrganizationMenu = lazyPart(() => import('./OrganizationMenu'));

const itemClass =
  'flex min-h-7 touch:min-h-10 items-center gap-2 rounded-md px-2 text-fg-muted hover:bg-hover hover:text-fg ' +
  'data-[status=active]:bg-selected data-[status=active]:font-medium data-[status=active]:text-fg';

export function SideNav() {
  const t = useT();
  const { organization } = useCurrent();
  const { is_operator: mayOperate } = useMe().user;
  const open = useUi((ui) => ui.navOpen);
  const setOpen = useUi((ui) => ui.setNavOpen);
  const path = useLocation({ select: (location) => location.pathname });

  // On a small screen the navigation lies over the page and leaves once it led somewhere.
  const openAt = useRef(path);
  useEffect(() => {
    if (openAt.current !== path) setOpen(false);
    openAt.current = path;
  }, [path, setOpen]);

  return (
    <>
      {open && (
        <button
          type="button"
          aria-label={t('common.close')}
          className="fixed inset-0 z-20 bg-scrim md:hidden"
          onClick={() => setOpen(false)}
        />
      )}
      <nav
        id="side-nav"
        aria-label={t('nav.main')}
        className={cx(
          'w-52 shrink-0 flex-col gap-4 border-r border-line bg-surface p-2',
          open ? 'fixed inset-y-0 left-0 z-30 flex md:static' : 'hidden md:flex',
        )}
      >
        <OrganizationSwitcher current={organization} />
        {organization && (
          <ul className="flex flex-col gap-0.5">
            <NavItem>
              <Link
                to="/organizations/$organizationId"
                params={{ organizationId: organization.id }}
                activeOptions={{ exact: true }}
                className={itemClass}
              >
                <FolderKanban aria-hidden size={14} />
                {t('nav.projects')}
              </Link>
            </NavItem>
            <NavItem>
              <Link
                to="/organizations/$organizationId/members"
                params={{ organizationId: organization.id }}
                className={itemClass}
              >
                <Users aria-hidden size={14} />
                {t('nav.members')}
              </Link>
            </NavItem>
            {may.manageIntegrations(organization.role) && (
              <NavItem>
                <Link
                  to="/organizations/$organizationId/integrations"
                  params={{ organizationId: organization.id }}
                  className={itemClass}
                >
                  <Plug aria-hidden size={14} />
                  {t('nav.integrations')}
                </Link>
              </NavItem>
            )}
            {may.seeDeliveries(organization.role) && (
              <NavItem>
                <Link
                  to="/operations/deliveries"
                  search={{ organization_id: organization.id }}
                  activeOptions={{ includeSearch: false }}
                  className={itemClass}
                >
                  <Truck aria-hidden size={14} />
                  {t('nav.deliveries')}
                </Link>
              </NavItem>
            )}
          </ul>
        )}
        {organization && <ProjectList organizationId={organization.id} />}
        <ul className="mt-auto">
          {mayOperate && (
            <NavItem>
              <Link to="/operations" activeOptions={{ exact: true }} className={itemClass}>
                <Activity aria-hidden size={14} />
                {t('nav.overview')}
              </Link>
            </NavItem>
          )}
          {mayOperate && (
            <NavItem>
              <Link to="/operations/jobs" activeOptions={{ includeSearch: false }} className={itemClass}>
                <CalendarClock aria-hidden size={14} />
                {t('nav.jobs')}
              </Link>
            </NavItem>
          )}
          <NavItem>
            <Link to="/settings" className={itemClass}>
              <Settings aria-hidden size={14} />
              {t('nav.settings')}
            </Link>
          </NavItem>
        </ul>
      </nav>
    </>
  );
}

function NavItem({ children }: { children: ReactNode }) {
  return <li className="flex flex-col">{children}</li>;
}

function OrganizationSwitcher({ current }: { current: Membership | undefined }) {
  const t = useT();
  return (
    <LazyMenu
      menu={OrganizationMenu}
      trigger={
        <button
          type="button"
          aria-label={current ? t('nav.organization', { name: current.name }) : t('nav.switchOrganization')}
          className="flex min-h-8 w-full items-center gap-2 rounded-md px-2 text-left hover:bg-hover"
        >
          <img src="/favicon.svg" alt="" width={18} height={18} />
          <span className="min-w-0 flex-1 truncate font-semibold">{current?.name ?? t('common.appName')}</span>
          <ChevronsUpDown aria-hidden size={14} className="shrink-0 text-fg-muted" />
        </button>
      }
    />
  );
}

function ProjectList({ organizationId }: { organizationId: string }) {
  const { data } = useInfiniteQuery(projectsQuery(organizationId));
  const projects = data?.pages.flatMap((page) => page.items).filter((project) => !project.archived_at) ?? [];
  if (projects.length === 0) return null;

  return (
    <ul className="flex min-h-0 flex-col gap-0.5 overflow-y-auto">
      {projects.map((project) => (
        <NavItem key={project.id}>
          <Link
            to="/projects/$projectId/board"
            params={{ projectId: project.id }}
            activeOptions={{ includeSearch: false }}
            className={itemClass}
          >
            <span className="w-9 shrink-0 truncate font-mono text-2xs">{project.key}</span>
            <span className="truncate">{project.name}</span>
          </Link>
        </NavItem>
      ))}
    </ul>
  );
}
