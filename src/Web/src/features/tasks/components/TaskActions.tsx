import { Archive, ArchiveRestore, Copy, Ellipsis, Link2 } from 'lucide-react';
import { useT } from '@/shared/i18n/useT';
import { IconButton } from '@/shared/ui/Button';
import { Menu, MenuItem, MenuSeparator } from '@/shared/ui/Menu';
import { showToast } from '@/shared/ui/toast';
import type { TaskEdit } from '../useTaskEdit';

export function TaskActions({ edit, editable }: { edit: TaskEdit; editable: boolean }) {
  const t = useT();
  const { shown } = edit;

  const copy = (text: string) =>
    void navigator.clipboard.writeText(text).then(
      () => showToast({ title: t('common.copied'), description: text, tone: 'ok' }),
      () => showToast({ title: t('tasks.copyFailed'), description: text }),
    );

  return (
    <Menu
      label={t('common.moreActions', { name: shown.key })}
      align="end"
      trigger={
        <IconButton label={t('common.moreActions', { name: shown.key })}>
          <Ellipsis aria-hidden size={16} />
        </IconButton>
      }
    >
      <MenuItem icon={<Link2 aria-hidden size={14} />} onSelect={() => copy(`${location.origin}/tasks/${shown.key}`)}>
        {t('tasks.copyLink')}
      </MenuItem>
      <MenuItem icon={<Copy aria-hidden size={14} />} onSelect={() => copy(shown.key)}>
        {t('tasks.copyKey')}
      </MenuItem>
      {editable && <MenuSeparator />}
      {editable &&
        (shown.archived_at ? (
          <MenuItem icon={<ArchiveRestore aria-hidden size={14} />} onSelect={edit.restore}>
            {t('tasks.restore')}
          </MenuItem>
        ) : (
          <MenuItem icon={<Archive aria-hidden size={14} />} onSelect={edit.archive}>
            {t('tasks.archive')}
          </MenuItem>
        ))}
    </Menu>
  );
}
