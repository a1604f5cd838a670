import { useNavigate } from '@tanstack/react-router';
import { LogOut, Settings } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import { logout, useMe } from '@/features/auth/api';
import { useT } from '@/shared/i18n/useT';
import { useDrafts } from '@/shared/sync/drafts';
import { taskWrites } from '@/shared/sync/taskWrites';
import { ConfirmDialog } from '@/shared/ui/Dialog';
import { Menu, MenuItem, MenuSeparator } from '@/shared/ui/Menu';
import { showWriteError } from '@/shared/ui/writeError';

export default function AccountMenu({ trigger }: { trigger: ReactElement }) {
  const t = useT();
  const { user } = useMe();
  const navigate = useNavigate();

  const drafts = useDrafts();
  /** How many changes and begun texts would be lost; while somebody is asked. */
  const [losing, setLosing] = useState(0);

  const askOrSignOut = () => {
    const sent = new Set(taskWrites.texts);
    const begun = drafts.texts().filter((text) => !sent.has(text)).length;
    if (taskWrites.open + begun > 0) setLosing(taskWrites.open + begun);
    else void signOut();
  };

  const signOut = async () => {
    setLosing(0);
    try {
      await logout();
    } catch (error) {
      showWriteError(t, error, { retry: () => void signOut() });
      return;
    }
    await taskWrites.discardAll();
    drafts.clear();
    // A fresh page: nothing of this person may remain, and no request of theirs may meet the end of the session.
    window.location.assign('/sign-in');
  };

  return (
    <>
      <Menu defaultOpen label={t('nav.account', { name: user.display_name })} align="end" trigger={trigger}>
        <p className="max-w-60 truncate px-2 py-1 text-xs text-fg-muted">
          {t('nav.signedInAs', { email: user.email })}
        </p>
        <MenuSeparator />
        <MenuItem icon={<Settings aria-hidden size={14} />} onSelect={() => void navigate({ to: '/settings' })}>
          {t('nav.settings')}
        </MenuItem>
        <MenuItem icon={<LogOut aria-hidden size={14} />} onSelect={askOrSignOut}>
          {t('nav.signOut')}
        </MenuItem>
      </Menu>
      <ConfirmDialog
        open={losing > 0}
        onOpenChange={(open) => !open && setLosing(0)}
        danger
        title={t('nav.signOutUnsent')}
        confirmLabel={t('nav.signOutDiscard')}
        onConfirm={() => void signOut()}
      >
        <p>{t('nav.signOutText', { count: losing })}</p>
      </ConfirmDialog>
    </>
  );
}
