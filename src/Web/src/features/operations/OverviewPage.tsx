import { useQuery } from '@tanstack/react-query';
import { CircleCheck, CircleX, Lock } from 'lucide-react';
import { useMe } from '@/features/auth/api';
import type { Overview as Look } from '@/shared/api/overviewTypes';
import { useFormat } from '@/shared/i18n/useFormat';
import { useT } from '@/shared/i18n/useT';
import { Badge } from '@/shared/ui/Badge';
import { EmptyState } from '@/shared/ui/EmptyState';
import { ErrorState } from '@/shared/ui/ErrorState';
import { Loading } from '@/shared/ui/Loading';
import { Page, Section } from '@/shared/ui/Page';
import { overviewQuery } from './api';
import { BreakerTable } from './components/BreakerTable';
import { Outbox } from './components/Outbox';
import { QueueTable } from './components/QueueTable';

export default function OverviewPage() {
  const t = useT();
  const { is_operator: mayOperate } = useMe().user;
  return (
    <Page title={t('overview.title')}>
      {mayOperate ? <Overview /> : <EmptyState icon={<Lock aria-hidden size={24} />} title={t('overview.forbidden')} />}
    </Page>
  );
}

/** What an operator looks at first: is somebody waiting, and what holds it up. */
function Overview() {
  const t = useT();
  const format = useFormat();
  const look = useQuery(overviewQuery);

  if (look.isPending) return <Loading />;
  if (!look.data) return <ErrorState error={look.error} onRetry={() => void look.refetch()} />;
  const { dependencies, delayed_since, outbox, deliveries, breakers, connections } = look.data;
  return (
    <>
      <p role="status" className={delayed_since ? 'text-warn' : 'text-fg-muted'}>
        {delayed_since ? t('overview.late', { since: format.exact(delayed_since) }) : t('overview.inTime')}
      </p>
      <Section title={t('overview.dependencies')} description={t('overview.ofThisNode')}>
        <Dependencies of={dependencies} />
      </Section>
      <Section title={t('overview.outbox')} description={t('overview.outboxText')}>
        <Outbox outbox={outbox} />
      </Section>
      <Section title={t('overview.queues')}>
        <QueueTable queues={deliveries} />
      </Section>
      <Section title={t('overview.breakers')} description={t('overview.ofThisNode')}>
        {breakers.length === 0 ? (
          <p className="text-fg-muted">{t('overview.allClosed')}</p>
        ) : (
          <BreakerTable breakers={breakers} />
        )}
      </Section>
      <Section title={t('overview.connections')}>
        <ul className="flex flex-wrap gap-2">
          {connections.map(({ application, state, count }) => (
            <li key={`${application}/${state}`} className="rounded-md border border-line px-2 py-1">
              <span className="font-mono text-xs">{application}</span> {state}: {format.number(count)}
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}

function Dependencies({ of }: { of: Look['dependencies'] }) {
  const t = useT();
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-2">
      {Object.entries(of).map(([name, { works }]) => (
        <li key={name} className="flex items-center gap-2">
          <span className="font-mono text-xs">{name}</span>
          <Badge tone={works ? 'ok' : 'danger'}>
            {works ? <CircleCheck aria-hidden size={12} /> : <CircleX aria-hidden size={12} />}
            {t(works ? 'overview.works' : 'overview.fails')}
          </Badge>
        </li>
      ))}
    </ul>
  );
}
