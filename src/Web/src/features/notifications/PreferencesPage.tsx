import { Link } from '@tanstack/react-router';
import { Inbox } from 'lucide-react';
import { useT } from '@/shared/i18n/useT';
import { buttonClass } from '@/shared/ui/Button';
import { Page } from '@/shared/ui/Page';
import { LastTold } from './components/LastTold';
import { Preferences } from './components/Preferences';

/** Of what, and where, a person wants to be told. */
export default function PreferencesPage() {
  const t = useT();
  return (
    <Page
      title={t('notifications.title')}
      narrow
      actions={
        <Link to="/inbox" className={buttonClass()}>
          <Inbox aria-hidden size={14} />
          {t('notifications.inbox')}
        </Link>
      }
    >
      <Preferences />
      <LastTold />
    </Page>
  );
}
