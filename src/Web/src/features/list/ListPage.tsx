import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Inbox, SearchX } from 'lucide-react';
import { Suspense, useMemo } from 'react';
import { countFilters } from '@/shared/api/taskFilters';
import { filterProblem } from '@/features/views/model';
import { useT } from '@/shared/i18n/useT';
import { lazyPart } from '@/shared/lib/lazyPart';
import { useDocumentTitle } from '@/shared/lib/useDocumentTitle';
import { Button } from '@/shared/ui/Button';
import { EmptyState } from '@/shared/ui/EmptyState';
import { ErrorState } from '@/shared/ui/ErrorState';
import { Loading } from '@/shared/ui/Loading';
import { taskListQuery } from './api';
import { BulkNotices } from './components/BulkNotices';
import { FilterBar } from './components/FilterBar';
import { TaskTable } from './components/TaskTable';
import { defaultSort, type ListSearch } from './model';
import { useListContext } from './useListContext';
import { useSelection } from './useSelection';

const ViewsBar = lazyPart(() => import('@/features/views/components/ViewsBar'));
const BulkBar = lazyPart(() => import('./components/BulkBar'));

const route = getRouteApi('/_app/projects/$projectId/list');

export default function ListPage({ projectId }: { projectId: string }) {
  const t = useT();
  const { task: openTask, sort = defaultSort, ...filters } = route.useSearch();
  const navigate = route.useNavigate();
  const context = useListContext(projectId);
  const list = useInfiniteQuery(taskListQuery(projectId, { ...filters, sort }));
  const pages = list.data?.pages;
  const tasks = useMemo(() => pages?.flatMap((page) => page.items) ?? [], [pages]);
  const selection = useSelection(tasks, context.editable);
  const title = t('list.title', { project: context.project.name });
  useDocumentTitle(title);

  const change = (patch: { [K in keyof ListSearch]: ListSearch[K] | undefined }) =>
    void navigate({ search: (old) => withoutUndefined({ ...old, ...patch }), replace: true });
  const clear = () => void navigate({ search: ({ task, view }) => withoutUndefined({ task, view }), replace: true });
  const problem = filterProblem(list.error);

  return (
    <div className="flex h-full flex-col">
      <h1 className="sr-only">{title}</h1>
      <FilterBar
        context={context}
        filters={filters}
        sort={sort}
        onChange={change}
        onClear={clear}
        problem={problem}
        views={
          <Suspense fallback={<span className="w-24" />}>
            <ViewsBar projectId={projectId} layout="list" filters={filters} sort={sort} />
          </Suspense>
        }
        count={list.isSuccess ? t(list.hasNextPage ? 'list.countSoFar' : 'list.count', { count: tasks.length }) : ''}
      />
      <BulkNotices projectId={projectId} />
      {list.isPending ? (
        <Loading />
      ) : problem !== undefined ? (
        <EmptyState icon={<SearchX aria-hidden size={28} />} title={t('views.notUnderstood')}>
          {t('views.examples')}
        </EmptyState>
      ) : list.isError && tasks.length === 0 ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : tasks.length > 0 ? (
        <TaskTable
          context={context}
          tasks={tasks}
          selection={selection}
          sort={sort}
          openTask={openTask}
          stale={list.isPlaceholderData}
          onSort={(next) => change({ sort: next === defaultSort ? undefined : next })}
          hasMore={list.hasNextPage}
          loadingMore={list.isFetchingNextPage}
          moreFailed={list.isFetchNextPageError}
          onMore={() => void list.fetchNextPage()}
        />
      ) : countFilters(filters) > 0 ? (
        <EmptyState
          icon={<SearchX aria-hidden size={28} />}
          title={t('list.none.title')}
          action={<Button onClick={clear}>{t('list.clear')}</Button>}
        >
          {t('list.none.text')}
        </EmptyState>
      ) : (
        <EmptyState icon={<Inbox aria-hidden size={28} />} title={t('list.empty.title')}>
          {t('list.empty.text')}
        </EmptyState>
      )}
      {selection.tasks.length > 0 && (
        <Suspense>
          <BulkBar context={context} selection={selection} />
        </Suspense>
      )}
    </div>
  );
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

function withoutUndefined<T extends object>(search: T): Defined<T> {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as Defined<T>;
}
