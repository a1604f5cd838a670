import { useState } from 'react';
import type { Milestone } from '@/shared/api/planning';
import { useT } from '@/shared/i18n/useT';
import { ConfirmDialog } from '@/shared/ui/Dialog';
import { Field } from '@/shared/ui/Field';
import { Notice } from '@/shared/ui/Notice';
import { Select } from '@/shared/ui/Select';
import { describeError } from '@/shared/ui/writeError';
import { closeMilestone } from '../api';
import { useMilestoneWrite } from '../useMilestoneWrite';

interface CloseMilestoneDialogProps {
  milestone: Milestone;
  others: readonly Milestone[];
  onClose: () => void;
}

const stay = 'stay';
const out = 'none';

/** Asks where the open tasks go: what is done stays as a record of the milestone. */
export function CloseMilestoneDialog({ milestone, others, onClose }: CloseMilestoneDialogProps) {
  const t = useT();
  const targets = others.filter(({ id, state }) => id !== milestone.id && state === 'open');
  const [target, setTarget] = useState<string>(targets[0]?.id ?? out);
  const write = useMilestoneWrite(
    milestone.project_id,
    (moveTo: string, intent) =>
      closeMilestone(milestone.id, moveTo === stay ? undefined : moveTo === out ? null : moveTo, intent),
    onClose,
  );

  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('milestones.closeTitle', { name: milestone.name })}
      confirmLabel={t('milestones.closeSubmit')}
      busy={write.isPending}
      onConfirm={() => write.mutate(milestone.open_count === 0 ? stay : target)}
    >
      {write.isError && (
        <Notice tone="danger" urgent>
          {describeError(t, write.error)}
        </Notice>
      )}
      {milestone.open_count === 0 ? (
        <p>{t('milestones.closeAllDone')}</p>
      ) : (
        <>
          <p>{t('milestones.closeOpen', { count: milestone.open_count })}</p>
          <Field label={t('milestones.moveTo')}>
            <Select
              value={target}
              options={[
                ...targets.map(({ id, name }) => ({ value: id, label: name })),
                { value: out, label: t('milestones.moveOut') },
                { value: stay, label: t('milestones.moveNowhere') },
              ]}
              onChange={setTarget}
            />
          </Field>
        </>
      )}
    </ConfirmDialog>
  );
}
