import { useState } from 'react';
import { keys } from '@/shared/api/keys';
import type { Status } from '@/shared/api/types';
import { useT } from '@/shared/i18n/useT';
import { ConfirmDialog } from '@/shared/ui/Dialog';
import { Select } from '@/shared/ui/Select';
import { StatusIcon } from '@/shared/ui/TaskGlyphs';
import { deleteStatus } from '../api';
import { useSettingWrite } from '../useProjectWrites';

interface DeleteStatusDialogProps {
  projectId: string;
  status: Status;
  others: readonly Status[];
  onClose: () => void;
}

export function DeleteStatusDialog({ projectId, status, others, onClose }: DeleteStatusDialogProps) {
  const t = useT();
  const [target, setTarget] = useState(others[0]?.id ?? null);
  const remove = useSettingWrite(
    ({ id, moveTo }: { id: string; moveTo: string }, intent) => deleteStatus(id, moveTo, intent),
    {
      stale: [keys.statuses(projectId), keys.board(projectId), keys.tasks(projectId)],
      subject: () => status.name,
      onDone: onClose,
    },
  );

  return (
    <ConfirmDialog
      open
      danger
      onOpenChange={(open) => !open && onClose()}
      title={t('projects.status.deleteTitle', { name: status.name })}
      confirmLabel={t('common.delete')}
      busy={remove.isPending}
      disabled={target === null}
      onConfirm={() => target && remove.mutate({ id: status.id, moveTo: target })}
    >
      <p>{t('projects.status.deleteText')}</p>
      <Select
        label={t('projects.status.moveTo')}
        value={target}
        options={others.map(({ id, name, category, color }) => ({
          value: id,
          label: name,
          icon: <StatusIcon category={category} color={color} />,
        }))}
        onChange={setTarget}
      />
    </ConfirmDialog>
  );
}
