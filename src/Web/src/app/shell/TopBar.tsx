import { Link } from '@tanstack/react-router';
import { CircleHelp, Menu as MenuIcon, Plus, Search } from 'lucide-react';
import { useMe } from '@/features/auth/api';

import { Bell } from '@/features/notifications/Bell';
import { may } from '@/features/auth/model';
import type { Project, Role } from '@/shared/api/types';
import { useT } from '@/shared/i18n/useT';
import { lazyPart } from '@/shared/lib/lazyPart';
import { useUi } from '@/shared/lib/uiStore';
import { Avatar } from '@/shared/ui/Avatar';
import { Button, IconButton } from '@/shared/ui/Button';
import { LazyMenu } from './LazyMenu';
import { LinkStatus } from './LinkStatus';
import { Presence } from './Presence';
import { useCurrent } from './useCurrent';

const AccountMenu = lazyPart(() => import('./AccountMenu'));

export function TopBar() {
  const t = useT();
  const { organization, project } = useCurrent();
  const { setPaletteOpen, setHelpOpen, setNavOpen, navOpen } = useUi();

  return (
    <header className="flex h-11 shrink-0 items-center gap-2 border-b border-line bg-surface px-2">
      <IconButton
        label={t('nav.open')}
        aria-expanded={navOpen}
        aria-controls="side-nav"
        className="md:hidden"
        onClick={() => setNavOpen(true)}
      >
        <MenuIcon aria-hidden size={16} />
      </IconButton>
      {project && <ProjectNav project={project} role={organization?.role} />}
      <div className="ml-auto flex items-center gap-1">
        <Presence />
        <LinkStatus />
        <Bell />
        <IconButton label={t('nav.palette')} shortcut="Ctrl+K" onClick={() => setPaletteOpen(true)}>
          <Search aria-hidden size={16} />
        </IconButton>
        <IconButton label={t('nav.help')} shortcut="?" className="max-sm:hidden" onClick={() => setHelpOpen(true)}>
          <CircleHelp aria-hidden size={16} />
        </IconButton>
        <AccountButton />
      </div>
    </header>
  );
}

const views = [
  { to: '/projects/$projectId/board', label: 'nav.board' },
  { to: '/projects/$projectId/list', label: 'nav.list' },
  { to: '/projects/$projectId/milestones', label: 'nav.milestones' },
  { to: '/projects/$projectId/import', label: 'nav.import' },
  { to: '/projects/$projectId/settings', label: 'nav.projectSettings' },
] as const;

function ProjectNav({ project, role }: { project: Project; role: Role | undefined }) {
  const t = useT();
  const openCreateTask = useUi((ui) => ui.openCreateTask);

  return (
    <>
      <span className="hidden min-w-0 items-center gap-2 px-1 lg:flex">
        <span className="font-mono text-xs text-fg-muted">{project.key}</span>
        <span className="truncate font-semibold">{project.name}</span>
      </span>
      <nav aria-label={t('nav.project')} className="min-w-0 overflow-x-auto">
        <ul className="flex">
          {views.map(({ to, label }) => (
            <li key={to}>
              <Link
                to={to}
                params={{ projectId: project.id }}
                activeOptions={{ includeSearch: false }}
                className="flex min-h-7 items-center rounded-md px-2 text-fg-muted hover:bg-hover hover:text-fg data-[status=active]:bg-selected data-[status=active]:font-medium data-[status=active]:text-fg"
              >
                {t(label)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {may.editTasks(role) && !project.archived_at && (
        <Button variant="primary" onClick={() => openCreateTask({ projectId: project.id })}>
          <Plus aria-hidden size={14} />
          <span className="max-sm:sr-only">{t('nav.newTask')}</span>
        </Button>
      )}
    </>
  );
}

function AccountButton() {
  const t = useT();
  const { user } = useMe();
  return (
    <LazyMenu
      menu={AccountMenu}
      trigger={
        <button
          type="button"
          aria-label={t('nav.account', { name: user.display_name })}
          className="rounded-full p-0.5 hover:bg-hover"
        >
          <Avatar name={user.display_name} size={24} />
        </button>
      }
    />
  );
}
