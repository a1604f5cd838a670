import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMe } from '@/features/auth/api';
import { may } from '@/features/auth/model';
import { exportUrl, projectsQuery } from '@/features/projects/api';
import type { Membership, Project } from '@/shared/api/types';
import { useT } from '@/shared/i18n/useT';
import { useTheme, type ThemeChoice } from '@/shared/lib/theme';
import { useUi } from '@/shared/lib/uiStore';
import { taskSearchQuery } from './api';
import { narrow, type PaletteGroup, type PaletteItem } from './model';

const shortestSearch = 2;
const themes: readonly ThemeChoice[] = ['light', 'dark', 'system'];

export interface PalettePlace {
  organization: Membership | undefined;
  project: Project | undefined;
}

/** Tasks of the project are found by the server, projects and commands here. */
export function usePaletteGroups({ organization, project }: PalettePlace, query: string, search: string) {
  const t = useT();
  const navigate = useNavigate();
  const { organizations } = useMe();
  const choose = useTheme((theme) => theme.choose);
  const { openCreateTask, setHelpOpen } = useUi();
  const projects = useInfiniteQuery({ ...projectsQuery(organization?.id ?? ''), enabled: organization !== undefined });
  const tasks = useQuery({
    ...taskSearchQuery(project?.id ?? '', search),
    enabled: project !== undefined && search.length >= shortestSearch,
  });

  const found = (tasks.data?.items ?? []).map((task): PaletteItem => ({
    id: task.id,
    label: task.title,
    hint: task.key,
    run: () =>
      void navigate({
        to: '/projects/$projectId/board',
        params: { projectId: task.project_id },
        search: { task: task.key },
      }),
  }));

  const projectItems = (projects.data?.pages ?? [])
    .flatMap((page) => page.items)
    .map(({ id, key, name }): PaletteItem => ({
      id,
      label: name,
      hint: key,
      run: () => void navigate({ to: '/projects/$projectId/board', params: { projectId: id } }),
    }));

  const ofProject = (here: Project): PaletteItem[] => {
    const params = { projectId: here.id };
    return [
      ...(may.editTasks(organization?.role) && !here.archived_at
        ? [
            { id: 'new-task', label: t('nav.newTask'), hint: 'C', run: () => openCreateTask({ projectId: here.id }) },
            {
              id: 'import',
              label: t('palette.importInto', { project: here.name }),
              run: () => void navigate({ to: '/projects/$projectId/import', params }),
            },
          ]
        : []),
      { id: 'board', label: t('help.goBoard'), run: () => void navigate({ to: '/projects/$projectId/board', params }) },
      { id: 'list', label: t('help.goList'), run: () => void navigate({ to: '/projects/$projectId/list', params }) },
      {
        id: 'export',
        label: t('palette.export', { project: here.name }),
        run: () => window.location.assign(exportUrl(here.id)),
      },
      {
        id: 'project-settings',
        label: t('palette.settingsOf', { project: here.name }),
        run: () => void navigate({ to: '/projects/$projectId/settings', params }),
      },
    ];
  };

  const commands: PaletteItem[] = [
    ...(project ? ofProject(project) : []),
    ...(organization
      ? [
          {
            id: 'members',
            label: t('nav.members'),
            run: () =>
              void navigate({
                to: '/organizations/$organizationId/members',
                params: { organizationId: organization.id },
              }),
          },
        ]
      : []),
    { id: 'settings', label: t('nav.settings'), run: () => void navigate({ to: '/settings' }) },
    ...themes.map((theme) => ({ id: `theme-${theme}`, label: t(`palette.theme.${theme}`), run: () => choose(theme) })),
    ...organizations
      .filter(({ id }) => id !== organization?.id)
      .map(({ id, name }) => ({
        id,
        label: t('palette.switchTo', { name }),
        run: () => void navigate({ to: '/organizations/$organizationId', params: { organizationId: id } }),
      })),
    { id: 'help', label: t('nav.help'), hint: '?', run: () => setHelpOpen(true) },
  ];

  const local: PaletteGroup[] = [
    { value: t('palette.commands'), items: commands },
    { value: t('palette.projects'), items: projectItems },
  ];
  const groups = narrow(local, query);
  return {
    groups: found.length > 0 && query.trim() !== '' ? [{ value: t('palette.tasks'), items: found }, ...groups] : groups,
    searching: tasks.isFetching,
    failed: tasks.isError,
  };
}
