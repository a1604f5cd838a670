import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { CircleCheck, Lock, SearchX } from 'lucide-react';
import { useRef, useState } from 'react';
import { useMe } from '@/features/auth/api';
import { may } from '@/features/auth/model';
import { useT } from '@/shared/i18n/useT';
import { nothing, selectAll, selectedOf, toggle } from '@/shared/lib/selection';
import { useHotkey } from '@/shared/lib/useHotkey';
import { Button } from '@/shared/ui/Button';
import { EmptyState } from '@/shared/ui/EmptyState';
import { ErrorState } from '@/shared/ui/ErrorState';
import { Loading } from '@/shared/ui/Loading';
import { Page } from '@/shared/ui/Page';
import { deliveriesQuery } from './api';
import { DeliveryFilters } from './components/DeliveryFilters';
import { DeliveryTable } from './components/DeliveryTable';
import { RetryAll } from './components/RetryAll';
import { deliveriesOf, filterOf, isRetriable, mayRetryAll, type DeliverySearch } from './model';
import { useRetry } from './useRetry';

const route = getRouteApi('/_app/operations/deliveries');

export default function DeliveriesPage() {
  const t = useT();
  const administered = useMe().organizations.filter(({ role }) => may.seeDeliveries(role));
  return administered.length > 0 ? (
    <Deliveries organizations={administered} />
  ) : (
    <Page title={t('deliveries.title')}>
      <EmptyState icon={<Lock aria-hidden size={24} />} title={t('deliveries.forbidden')} />
    </Page>
  );
}

/** What was sent, waits or was given up, newest first; what came to nothing is sent again from here. */
function Deliveries({ organizations }: { organizations: readonly { id: string; name: string }[] }) {
  const t = useT();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const list = useInfiniteQuery(deliveriesQuery(filterOf(search)));
  const [selection, setSelection] = useState(nothing);
  const [asking, setAsking] = useState(false);
  const region = useRef<HTMLDivElement>(null);
  const deliveries = deliveriesOf(list.data?.pages ?? []);
  const retriable = deliveries.filter(isRetriable).map(({ id }) => id);
  const selected = selectedOf(selection, retriable);
  const retry = useRetry(() => {
    setSelection(nothing);
    setAsking(false);
    // The rows that were sent again leave the list, and the button has nothing more to do.
    region.current?.focus();
  });
  const retrying = retry.isPending && 'ids' in retry.variables ? retry.variables.ids : [];
  useHotkey({ key: 'escape', enabled: selected.length > 0 }, () => setSelection(nothing));

  const change = (next: DeliverySearch) => {
    setSelection(nothing);
    void navigate({ search: next, replace: true });
  };
  const send = (ids: readonly string[]) => {
    const meant = ids.filter((id) => retriable.includes(id));
    if (meant.length > 0 && !retry.isPending) retry.mutate({ ids: meant });
  };
  const isFiltered = Object.keys(search).some((name) => name !== 'organization_id');

  return (
    <Page
      title={t('deliveries.title')}
      actions={
        <Button disabled={!mayRetryAll(search) || deliveries.length === 0} onClick={() => setAsking(true)}>
          {t('deliveries.retryAll')}
        </Button>
      }
    >
      <div className="flex flex-wrap items-center gap-2">
        <DeliveryFilters search={search} organizations={organizations} onChange={change} />
        <p role="status" className="ml-auto text-xs text-fg-muted">
          {selected.length > 0
            ? t('deliveries.selected', { count: selected.length })
            : list.isSuccess &&
              t(list.hasNextPage ? 'deliveries.countSoFar' : 'deliveries.count', { count: deliveries.length })}
        </p>
        <Button
          variant="primary"
          disabled={selected.length === 0}
          busy={retrying.length > 0 && selected.length > 0}
          onClick={() => send(selected)}
        >
          {t('deliveries.retrySelected')}
        </Button>
      </div>
      <div ref={region} tabIndex={-1} role="region" aria-label={t('deliveries.title')} className="outline-none">
        {list.isPending && <Loading />}
        {list.isError && deliveries.length === 0 && (
          <ErrorState error={list.error} onRetry={() => void list.refetch()} />
        )}
        {list.isSuccess && deliveries.length === 0 && (
          <EmptyState
            icon={isFiltered ? <SearchX aria-hidden size={28} /> : <CircleCheck aria-hidden size={28} />}
            title={t(isFiltered ? 'deliveries.none' : 'deliveries.noneDead')}
          >
            {t(isFiltered ? 'deliveries.noneText' : 'deliveries.noneDeadText')}
          </EmptyState>
        )}
        {deliveries.length > 0 && (
          <DeliveryTable
            deliveries={deliveries}
            selected={selected}
            retrying={retrying}
            stale={list.isPlaceholderData}
            onToggle={(id) => retriable.includes(id) && setSelection((old) => toggle(old, retriable, id))}
            onToggleAll={() => setSelection(selected.length < retriable.length ? selectAll(retriable) : nothing)}
            onRetry={send}
          />
        )}
      </div>
      {list.hasNextPage && (
        <Button className="self-start" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('deliveries.more')}
        </Button>
      )}
      {asking && (
        <RetryAll
          filter={filterOf(search)}
          busy={retry.isPending}
          onConfirm={() => retry.mutate({ filter: filterOf(search) })}
          onClose={() => setAsking(false)}
        />
      )}
    </Page>
  );
}
