import { useT } from '@/shared/i18n/useT';
import { Page } from '@/shared/ui/Page';
import { Appearance } from './components/Appearance';
import { Password } from './components/Password';
import { Profile } from './components/Profile';
import { Sessions } from './components/Sessions';
import { Tokens } from './components/Tokens';

export default function SettingsPage() {
  const t = useT();
  return (
    <Page title={t('settings.title')} narrow>
      <Profile />
      <Appearance />
      <Password />
      <Sessions />
      <Tokens />
    </Page>
  );
}
