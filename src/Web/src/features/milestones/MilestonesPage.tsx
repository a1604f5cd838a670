import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Flag, Plus } from 'lucide-react';
import { useState } from 'react';
import { useMembership } from '@/features/auth/api';
import { may } from '@/features/auth/model';
import { projectQuery } from '@/features/projects/api';
import type { Milestone } from '@/shared/api/planning';
import { useT } from '@/shared/i18n/useT';
import { Button } from '@/shared/ui/Button';
import { EmptyState } from '@/shared/ui/EmptyState';
import { ErrorState } from '@/shared/ui/ErrorState';
import { Loading } from '@/shared/ui/Loading';
import { Page, Section } from '@/shared/ui/Page';
import { milestonesQuery } from './api';
import { CloseMilestoneDialog } from './components/CloseMilestoneDialog';
import { DeleteMilestoneDialog } from './components/DeleteMilestoneDialog';
import { MilestoneDialog } from './components/MilestoneDialog';
import { MilestoneRow } from './components/MilestoneRow';

type Asked = { what: 'create' } | { what: 'edit' | 'close' | 'delete'; id: string };

export default function MilestonesPage({ projectId }: { projectId: string }) {
  const t = useT();
  const { data: project } = useSuspenseQuery(projectQuery(projectId));
  const { data: milestones, error, refetch } = useQuery(milestonesQuery(projectId));
  const role = useMembership(project.organization_id)?.role;
  const editable = may.editMilestones(role) && project.archived_at === null;
  const [asked, setAsked] = useState<Asked>();
  const done = () => setAsked(undefined);
  // As it is now: a dialog that was refused because somebody was faster goes on from what the server holds.
  const about = asked && 'id' in asked ? milestones?.find(({ id }) => id === asked.id) : undefined;

  const list = (title: string, items: readonly Milestone[]) =>
    items.length > 0 && (
      <Section title={title}>
        <ul className="-my-2 divide-y divide-line">
          {items.map((milestone) => (
            <MilestoneRow
              key={milestone.id}
              milestone={milestone}
              editable={editable}
              onAsk={(what) => setAsked({ what, id: milestone.id })}
            />
          ))}
        </ul>
      </Section>
    );

  return (
    <Page
      title={t('milestones.title')}
      narrow
      actions={
        editable && (
          <Button variant="primary" onClick={() => setAsked({ what: 'create' })}>
            <Plus aria-hidden size={14} />
            {t('milestones.new')}
          </Button>
        )
      }
    >
      {error && !milestones && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && !milestones && <Loading />}
      {milestones?.length === 0 && (
        <EmptyState icon={<Flag aria-hidden size={28} />} title={t('milestones.empty.title')}>
          {t('milestones.empty.text')}
        </EmptyState>
      )}
      {milestones &&
        list(
          t('milestones.open'),
          milestones.filter(({ state }) => state === 'open'),
        )}
      {milestones &&
        list(
          t('milestones.closed'),
          milestones.filter(({ state }) => state === 'closed'),
        )}
      {asked?.what === 'create' && <MilestoneDialog projectId={projectId} onClose={done} />}
      {about && asked?.what === 'edit' && <MilestoneDialog projectId={projectId} milestone={about} onClose={done} />}
      {about && asked?.what === 'close' && (
        <CloseMilestoneDialog milestone={about} others={milestones ?? []} onClose={done} />
      )}
      {about && asked?.what === 'delete' && <DeleteMilestoneDialog milestone={about} onClose={done} />}
    </Page>
  );
}
