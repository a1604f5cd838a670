import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Suspense, useMemo } from 'react';
import { useMembership } from '@/features/auth/api';
import { may } from '@/features/auth/model';
import { milestonesQuery } from '@/features/milestones/api';
import { matchesQuery } from '@/features/views/api';
import { filterProblem } from '@/features/views/model';
import { readTaskFilters } from '@/shared/api/taskFilters';
import { useT } from '@/shared/i18n/useT';
import { lazyPart } from '@/shared/lib/lazyPart';
import { useDocumentTitle } from '@/shared/lib/useDocumentTitle';
import { useWrites } from '@/shared/sync/taskWrites';
import { ErrorState } from '@/shared/ui/ErrorState';
import { boardQuery } from './api';
import { Board } from './components/Board';
import { BoardFilters } from './components/BoardFilters';
import { BoardSkeleton } from './components/BoardSkeleton';
import type { BoardModel } from './model';
import { viewBoard } from './view';

const ViewsBar = lazyPart(() => import('@/features/views/components/ViewsBar'));

const route = getRouteApi('/_app/projects/$projectId/board');

export default function BoardPage({ projectId }: { projectId: string }) {
  const t = useT();
  const { data: model, error, refetch } = useQuery(boardQuery(projectId));
  useDocumentTitle(model ? t('board.title', { project: model.project.name }) : t('nav.board'));

  if (model) return <LoadedBoard model={model} />;
  return (
    <div className="flex h-full flex-col">
      <h1 className="sr-only">{t('nav.board')}</h1>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <BoardSkeleton />}
    </div>
  );
}

function LoadedBoard({ model }: { model: BoardModel }) {
  const t = useT();
  const filters = route.useSearch({ select: readTaskFilters, structuralSharing: true });
  const openKey = route.useSearch({ select: (search) => search.task });
  const navigate = route.useNavigate();
  const { data: milestones = [] } = useQuery(milestonesQuery(model.project.id));
  const writes = useWrites();
  const membership = useMembership(model.project.organization_id);
  const { filter = '' } = filters;
  const matches = useQuery({
    ...matchesQuery(model.project.id, filter),
    enabled: filter !== '',
    placeholderData: keepPreviousData,
  });
  const allowed = filter === '' ? undefined : matches.data;
  const { columns, states } = useMemo(
    () => viewBoard(model, writes, filters, allowed),
    [model, writes, filters, allowed],
  );

  return (
    <div className="flex h-full min-h-0 flex-col">
      <h1 className="sr-only">{t('board.title', { project: model.project.name })}</h1>
      <BoardFilters
        filters={filters}
        members={model.members}
        labels={model.labels}
        milestones={milestones}
        problem={filterProblem(matches.error)}
        views={
          <Suspense fallback={<span className="w-24" />}>
            <ViewsBar projectId={model.project.id} layout="board" filters={filters} />
          </Suspense>
        }
        shown={columns.reduce((sum, column) => sum + column.cards.length, 0)}
        onChange={(next) => void navigate({ search: openKey ? { ...next, task: openKey } : next, replace: true })}
      />
      <Board
        model={model}
        columns={columns}
        states={states}
        openKey={openKey}
        editable={may.editTasks(membership?.role) && !model.project.archived_at}
        onOpen={(key) => void navigate({ search: (old) => ({ ...old, task: key }) })}
      />
    </div>
  );
}
