import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { CalendarClock, Lock } from 'lucide-react';
import { useMe } from '@/features/auth/api';
import { useT } from '@/shared/i18n/useT';
import { EmptyState } from '@/shared/ui/EmptyState';
import { ErrorState } from '@/shared/ui/ErrorState';
import { Loading } from '@/shared/ui/Loading';
import { Page } from '@/shared/ui/Page';
import { jobsQuery } from './api';
import { JobRuns } from './components/JobRuns';
import { JobTable } from './components/JobTable';
import { useJobAction } from './useJobAction';

const route = getRouteApi('/_app/operations/jobs');

export default function JobsPage() {
  const t = useT();
  const { is_operator: mayOperate } = useMe().user;
  return (
    <Page title={t('jobs.title')}>
      {mayOperate ? <Jobs /> : <EmptyState icon={<Lock aria-hidden size={24} />} title={t('jobs.forbidden')} />}
    </Page>
  );
}

/** Recurring work of the installation: when it runs, what came of it, and the hand on it. */
function Jobs() {
  const t = useT();
  const { job: shown } = route.useSearch();
  const list = useQuery(jobsQuery);
  const action = useJobAction();

  if (list.isPending) return <Loading />;
  if (!list.data) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (list.data.length === 0)
    return (
      <EmptyState icon={<CalendarClock aria-hidden size={28} />} title={t('jobs.none')}>
        {t('jobs.noneText')}
      </EmptyState>
    );
  return (
    <>
      <JobTable
        jobs={list.data}
        shown={shown}
        pending={action.pending}
        isRequested={action.isRequested}
        onAsk={action.ask}
      />
      {shown && <JobRuns key={shown} job={shown} />}
    </>
  );
}
