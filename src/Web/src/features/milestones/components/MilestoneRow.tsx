import { Link } from '@tanstack/react-router';
import { Ellipsis } from 'lucide-react';
import type { Milestone } from '@/shared/api/planning';
import { useFormat } from '@/shared/i18n/useFormat';
import { useT } from '@/shared/i18n/useT';
import { useIntent } from '@/shared/api/mutation';
import { IconButton } from '@/shared/ui/Button';
import { Menu, MenuItem, MenuSeparator } from '@/shared/ui/Menu';
import { showWriteError } from '@/shared/ui/writeError';
import { useQueryClient } from '@tanstack/react-query';
import { keys } from '@/shared/api/keys';
import { patchMilestone } from '../api';
import { progressOf } from '../model';

interface MilestoneRowProps {
  milestone: Milestone;
  editable: boolean;
  onAsk: (what: 'edit' | 'close' | 'delete') => void;
}

export function MilestoneRow({ milestone, editable, onAsk }: MilestoneRowProps) {
  const t = useT();
  const { name, description, project_id: projectId, done_count: done, open_count: open } = milestone;

  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1.5 py-3 sm:grid-cols-[minmax(0,1fr)_13rem_auto]">
      <div className="flex min-w-0 flex-col items-start">
        <Link
          to="/projects/$projectId/list"
          params={{ projectId }}
          search={{ milestone_id: milestone.id }}
          className="min-h-6 max-w-full truncate py-0.5 font-medium hover:underline"
        >
          {name}
        </Link>
        <Dates milestone={milestone} />
        {description && <p className="line-clamp-2 text-fg-muted">{description}</p>}
      </div>
      <div className="max-sm:order-last max-sm:col-span-2">
        <p className="flex justify-between text-xs">
          <span>
            {done + open === 0 ? t('milestones.noTasks') : t('milestones.progress', { done, total: done + open })}
          </span>
          <span className="text-fg-muted">{progressOf(milestone) === null ? '' : `${progressOf(milestone)} %`}</span>
        </p>
        <div aria-hidden className="mt-1 h-1.5 overflow-hidden rounded-full bg-hover">
          <div className="h-full bg-accent" style={{ width: `${progressOf(milestone) ?? 0}%` }} />
        </div>
      </div>
      {editable ? <Actions milestone={milestone} onAsk={onAsk} /> : <span />}
    </li>
  );
}

function Dates({ milestone: { start_date: start, end_date: end } }: { milestone: Milestone }) {
  const t = useT();
  const format = useFormat();
  if (!start && !end) return null;
  return (
    <p className="text-xs text-fg-muted">
      {start && end
        ? t('milestones.fromTo', { start: format.date(start), end: format.date(end) })
        : start
          ? t('milestones.from', { start: format.date(start) })
          : t('milestones.to', { end: format.date(end!) })}
    </p>
  );
}

function Actions({ milestone, onAsk }: Pick<MilestoneRowProps, 'milestone' | 'onAsk'>) {
  const t = useT();
  const client = useQueryClient();
  const reopen = useIntent<Milestone>({
    send: (_, intent) => patchMilestone(milestone, { state: 'open' }, intent),
    onError: (error) => showWriteError(t, error, { subject: milestone.name }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.milestones(milestone.project_id) }),
  });

  return (
    <Menu
      label={t('common.moreActions', { name: milestone.name })}
      align="end"
      trigger={
        <IconButton label={t('common.moreActions', { name: milestone.name })}>
          <Ellipsis aria-hidden size={16} />
        </IconButton>
      }
    >
      <MenuItem onSelect={() => onAsk('edit')}>{t('common.edit')}</MenuItem>
      {milestone.state === 'open' ? (
        <MenuItem onSelect={() => onAsk('close')}>{t('milestones.close')}</MenuItem>
      ) : (
        <MenuItem onSelect={() => reopen.mutate()}>{t('milestones.reopen')}</MenuItem>
      )}
      <MenuSeparator />
      <MenuItem danger onSelect={() => onAsk('delete')}>
        {t('common.delete')}
      </MenuItem>
    </Menu>
  );
}
