import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { FolderKanban, Plus } from 'lucide-react';
import { Suspense, useState } from 'react';
import { useMembership } from '@/features/auth/api';
import { may } from '@/features/auth/model';
import type { Project } from '@/shared/api/types';
import { useFormat } from '@/shared/i18n/useFormat';
import { useT } from '@/shared/i18n/useT';
import { lazyPart } from '@/shared/lib/lazyPart';
import { Badge } from '@/shared/ui/Badge';
import { Button } from '@/shared/ui/Button';
import { EmptyState } from '@/shared/ui/EmptyState';
import { Page } from '@/shared/ui/Page';
import { projectsQuery } from './api';

const CreateProjectDialog = lazyPart(() => import('./components/CreateProjectDialog'));

export default function ProjectsPage({ organizationId }: { organizationId: string }) {
  const t = useT();
  const role = useMembership(organizationId)?.role;
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useSuspenseInfiniteQuery(
    projectsQuery(organizationId),
  );
  const projects = data.pages.flatMap((page) => page.items);
  const [creating, setCreating] = useState(false);
  const newButton = may.manageProject(role) && (
    <Button variant="primary" onClick={() => setCreating(true)}>
      <Plus aria-hidden size={14} />
      {t('projects.new')}
    </Button>
  );

  return (
    <Page title={t('projects.title')} actions={projects.length > 0 && newButton}>
      {projects.length === 0 ? (
        <EmptyState icon={<FolderKanban aria-hidden size={28} />} title={t('projects.empty.title')} action={newButton}>
          {t('projects.empty.text')}
        </EmptyState>
      ) : (
        <ul className="overflow-hidden rounded-lg border border-line bg-surface">
          {projects.map((project) => (
            <ProjectRow key={project.id} project={project} />
          ))}
        </ul>
      )}
      {hasNextPage && (
        <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()} className="self-center">
          {t('projects.more')}
        </Button>
      )}
      {creating && (
        <Suspense>
          <CreateProjectDialog
            organizationId={organizationId}
            takenKeys={projects.map((project) => project.key)}
            onClose={() => setCreating(false)}
          />
        </Suspense>
      )}
    </Page>
  );
}

function ProjectRow({ project }: { project: Project }) {
  const t = useT();
  const format = useFormat();
  return (
    <li className="border-b border-line last:border-0">
      <Link
        to="/projects/$projectId/board"
        params={{ projectId: project.id }}
        className="flex min-h-11 items-center gap-3 px-3 py-1.5 -outline-offset-2 hover:bg-hover"
      >
        <span className="w-20 shrink-0 truncate font-mono text-xs text-fg-muted">{project.key}</span>
        <span className="flex min-w-0 flex-1 flex-col">
          <span className="truncate font-medium">{project.name}</span>
          {project.description && <span className="truncate text-xs text-fg-muted">{project.description}</span>}
        </span>
        {project.archived_at && <Badge tone="warn">{t('projects.archived')}</Badge>}
        <span className="text-xs whitespace-nowrap text-fg-muted max-sm:hidden">
          {t('projects.updated', { when: format.ago(project.updated_at) })}
        </span>
      </Link>
    </li>
  );
}
