import { Link } from '@tanstack/react-router';
import { Bell } from 'lucide-react';
import { useT } from '@/shared/i18n/useT';
import { buttonClass } from '@/shared/ui/Button';
import { Page } from '@/shared/ui/Page';
import { Appearance } from './components/Appearance';
import { Password } from './components/Password';
import { Profile } from './components/Profile';
import { Sessions } from './components/Sessions';
import { Tokens } from './components/Tokens';

export default function SettingsPage() {
  const t = useT();
  return (
    <Page
      title={t('settings.title')}
      narrow
      actions={
        <Link to="/settings/notifications" className={buttonClass()}>
          <Bell aria-hidden size={14} />
          {t('notifications.settings')}
        </Link>
      }
    >
      <Profile />
      <Appearance />
      <Password />
      <Sessions />
      <Tokens />
    </Page>
  );
}
