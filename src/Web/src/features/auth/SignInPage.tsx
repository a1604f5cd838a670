import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useT } from '@/shared/i18n/useT';
import { Notice } from '@/shared/ui/Notice';
import { providersQuery } from './api';
import { AuthFrame, linkClass } from './components/AuthFrame';
import { SignInForm } from './components/SignInForm';
import { useEnter } from './useEnter';

const route = getRouteApi('/sign-in');

export default function SignInPage() {
  const t = useT();
  const search = route.useSearch();
  const enter = useEnter(search.return_to);
  const { data: providers } = useQuery(providersQuery);

  return (
    <AuthFrame
      title={t('auth.signIn.title')}
      footer={
        <div className="flex justify-center gap-4">
          <Link to="/sign-up" search={search} className={linkClass}>
            {t('auth.signIn.toSignUp')}
          </Link>
          {providers?.local !== false && (
            <Link to="/forgot" className={linkClass}>
              {t('auth.signIn.forgot')}
            </Link>
          )}
        </div>
      }
    >
      {providers?.local === false && <Notice tone="warn">{t('auth.signIn.localOff')}</Notice>}
      <SignInForm {...(search.email && { initialEmail: search.email })} onSignedIn={enter} />
    </AuthFrame>
  );
}
