import { useSuspenseQuery } from '@tanstack/react-query';
import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { keys } from '@/shared/api/keys';
import { statusCategories, type Status } from '@/shared/api/types';
import { useT } from '@/shared/i18n/useT';
import { limits } from '@/shared/lib/forms';
import { IconButton } from '@/shared/ui/Button';
import { ColorInput } from '@/shared/ui/ColorInput';
import { InlineText } from '@/shared/ui/InlineText';
import { Section } from '@/shared/ui/Page';
import { Select } from '@/shared/ui/Select';
import { StatusIcon } from '@/shared/ui/TaskGlyphs';
import { patchStatus, statusesQuery, type StatusDraft } from '../api';
import { readWipLimit } from '../model';
import { useSettingWrite } from '../useProjectWrites';
import { DeleteStatusDialog } from './DeleteStatusDialog';
import { NewStatusForm } from './NewStatusForm';

export function StatusSettings({ projectId, readOnly }: { projectId: string; readOnly: boolean }) {
  const t = useT();
  const { data: statuses } = useSuspenseQuery(statusesQuery(projectId));
  const [deleting, setDeleting] = useState<Status | null>(null);
  const patch = useSettingWrite(
    ({ status, change }: { status: Status; change: Partial<StatusDraft> & { position?: number } }, intent) =>
      patchStatus(status.id, { ...change, version: status.version }, intent),
    {
      stale: [keys.statuses(projectId), keys.board(projectId), keys.tasks(projectId)],
      subject: ({ status }) => status.name,
    },
  );
  const locked = readOnly || patch.isPending;

  return (
    <Section title={t('projects.settings.statuses')} description={t('projects.settings.statusesHint')}>
      <ol className="flex flex-col gap-1">
        {statuses.map((status, index) => {
          const change = (fields: Parameters<typeof patch.mutate>[0]['change']) =>
            patch.mutate({ status, change: fields });
          return (
            <li key={status.id} className="flex flex-wrap items-center gap-1.5">
              <ColorInput
                label={t('projects.status.colorOf', { name: status.name })}
                value={status.color}
                disabled={locked}
                onChange={(color) => change({ color })}
              />
              <InlineText
                label={t('projects.status.nameOf', { name: status.name })}
                value={status.name}
                maxLength={limits.name}
                disabled={locked}
                className="min-w-32 flex-1 font-medium"
                onCommit={(name) => change({ name })}
              />
              <Select
                label={t('projects.status.categoryOf', { name: status.name })}
                value={status.category}
                disabled={locked}
                className="w-36"
                options={statusCategories.map((category) => ({
                  value: category,
                  label: t(`category.${category}`),
                  icon: <StatusIcon category={category} color={status.color} />,
                }))}
                onChange={(category) => change({ category })}
              />
              <InlineText
                label={t('projects.status.wipOf', { name: status.name })}
                value={status.wip_limit === null ? '' : String(status.wip_limit)}
                disabled={locked}
                inputMode="numeric"
                placeholder={t('projects.status.wip')}
                className="w-20! text-right"
                validate={(text) => readWipLimit(text) !== undefined}
                onCommit={(text) => change({ wip_limit: readWipLimit(text) ?? null })}
              />
              <IconButton
                label={t('common.moveUp', { name: status.name })}
                disabled={locked || index === 0}
                onClick={() => change({ position: index - 1 })}
              >
                <ArrowUp aria-hidden size={14} />
              </IconButton>
              <IconButton
                label={t('common.moveDown', { name: status.name })}
                disabled={locked || index === statuses.length - 1}
                onClick={() => change({ position: index + 1 })}
              >
                <ArrowDown aria-hidden size={14} />
              </IconButton>
              <IconButton
                label={
                  statuses.length === 1 ? t('projects.status.last') : t('projects.status.delete', { name: status.name })
                }
                disabled={locked || statuses.length === 1}
                onClick={() => setDeleting(status)}
              >
                <Trash2 aria-hidden size={14} />
              </IconButton>
            </li>
          );
        })}
      </ol>
      {!readOnly && <NewStatusForm projectId={projectId} />}
      {deleting && (
        <DeleteStatusDialog
          projectId={projectId}
          status={deleting}
          others={statuses.filter((status) => status.id !== deleting.id)}
          onClose={() => setDeleting(null)}
        />
      )}
    </Section>
  );
}
