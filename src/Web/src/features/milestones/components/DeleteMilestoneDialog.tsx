import type { Milestone } from '@/shared/api/planning';
import { useT } from '@/shared/i18n/useT';
import { ConfirmDialog } from '@/shared/ui/Dialog';
import { Notice } from '@/shared/ui/Notice';
import { describeError } from '@/shared/ui/writeError';
import { deleteMilestone } from '../api';
import { useMilestoneWrite } from '../useMilestoneWrite';

export function DeleteMilestoneDialog({ milestone, onClose }: { milestone: Milestone; onClose: () => void }) {
  const t = useT();
  const write = useMilestoneWrite(milestone.project_id, (id: string, intent) => deleteMilestone(id, intent), onClose);

  return (
    <ConfirmDialog
      open
      danger
      onOpenChange={(open) => !open && onClose()}
      title={t('milestones.deleteTitle', { name: milestone.name })}
      confirmLabel={t('common.delete')}
      busy={write.isPending}
      onConfirm={() => write.mutate(milestone.id)}
    >
      {write.isError && (
        <Notice tone="danger" urgent>
          {describeError(t, write.error)}
        </Notice>
      )}
      <p>{t('milestones.deleteText')}</p>
    </ConfirmDialog>
  );
}
