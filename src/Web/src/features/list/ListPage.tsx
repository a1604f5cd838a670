import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Inbox, SearchX } from 'lucide-react';
import { countFilters } from '@/shared/api/taskFilters';
import { useT } from '@/shared/i18n/useT';
import { useDocumentTitle } from '@/shared/lib/useDocumentTitle';
import { Button } from '@/shared/ui/Button';
import { EmptyState } from '@/shared/ui/EmptyState';
import { ErrorState } from '@/shared/ui/ErrorState';
import { Loading } from '@/shared/ui/Loading';
import { taskListQuery } from './api';
import { FilterBar } from './components/FilterBar';
import { TaskTable } from './components/TaskTable';
import { defaultSort, type ListSearch } from './model';
import { useListContext } from './useListContext';

const route = getRouteApi('/_app/projects/$projectId/list');

export default function ListPage({ projectId }: { projectId: string }) {
  const t = useT();
  const { task: openTask, sort = defaultSort, ...filters } = route.useSearch();
  const navigate = route.useNavigate();
  const context = useListContext(projectId);
  const list = useInfiniteQuery(taskListQuery(projectId, { ...filters, sort }));
  const tasks = list.data?.pages.flatMap((page) => page.items) ?? [];
  const title = t('list.title', { project: context.project.name });
  useDocumentTitle(title);

  const change = (patch: { [K in keyof ListSearch]: ListSearch[K] | undefined }) =>
    void navigate({ search: (old) => withoutUndefined({ ...old, ...patch }), replace: true });
  const clear = () => void navigate({ search: ({ task }) => (task ? { task } : {}), replace: true });

  return (
    <div className="flex h-full flex-col">
      <h1 className="sr-only">{title}</h1>
      <FilterBar
        context={context}
        filters={filters}
        sort={sort}
        onChange={change}
        onClear={clear}
        count={list.isSuccess ? t(list.hasNextPage ? 'list.countSoFar' : 'list.count', { count: tasks.length }) : ''}
      />
      {list.isPending ? (
        <Loading />
      ) : list.isError && tasks.length === 0 ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : tasks.length > 0 ? (
        <TaskTable
          context={context}
          tasks={tasks}
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
    </div>
  );
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

function withoutUndefined<T extends object>(search: T): Defined<T> {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as Defined<T>;
}
