import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { meQuery } from '@/features/auth/api';
import { keys } from '@/shared/api/keys';
import { useIntent } from '@/shared/api/mutation';
import { hasStatus } from '@/shared/api/problem';
import { useT, type Translate } from '@/shared/i18n/useT';
import { useDocumentTitle } from '@/shared/lib/useDocumentTitle';
import { Button, buttonClass } from '@/shared/ui/Button';
import { ErrorState } from '@/shared/ui/ErrorState';
import { Loading } from '@/shared/ui/Loading';
import { Notice } from '@/shared/ui/Notice';
import { describeError } from '@/shared/ui/writeError';
import { acceptInvitation } from './api';

const route = getRouteApi('/invitations/$token');

export default function AcceptInvitationPage() {
  const t = useT();
  const { token } = route.useParams();
  const me = useQuery(meQuery);
  useDocumentTitle(t('invitation.title'));

  return (
    <main className="flex min-h-full items-center justify-center p-4">
      <div className="flex w-full max-w-sm flex-col gap-4 rounded-lg border border-line bg-surface p-6">
        <h1 className="text-lg font-semibold">{t('invitation.title')}</h1>
        {me.isPending ? (
          <Loading />
        ) : me.data ? (
          <Accept token={token} name={me.data.user.display_name} email={me.data.user.email} />
        ) : hasStatus(me.error, 401) ? (
          <SignInFirst token={token} />
        ) : (
          <ErrorState error={me.error} onRetry={() => void me.refetch()} />
        )}
      </div>
    </main>
  );
}

function SignInFirst({ token }: { token: string }) {
  const t = useT();
  const search = { return_to: `/invitations/${encodeURIComponent(token)}` };
  return (
    <>
      <p>{t('invitation.signedOut')}</p>
      <div className="flex gap-2">
        <Link to="/sign-in" search={search} className={buttonClass('primary')}>
          {t('auth.signIn.title')}
        </Link>
        <Link to="/sign-up" search={search} className={buttonClass()}>
          {t('auth.signUp.title')}
        </Link>
      </div>
    </>
  );
}

function Accept({ token, name, email }: { token: string; name: string; email: string }) {
  const t = useT();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const accept = useIntent({
    send: (value: string, intent) => acceptInvitation(value, intent),
    onSuccess: async ({ organization }) => {
      await queryClient.refetchQueries({ queryKey: keys.me });
      await navigate({
        to: '/organizations/$organizationId',
        params: { organizationId: organization.id },
        replace: true,
      });
    },
  });

  return (
    <>
      {accept.error && (
        <Notice tone="danger" urgent>
          {refusal(t, accept.error)}
        </Notice>
      )}
      <p>{t('invitation.signedIn', { name, email })}</p>
      <div className="flex gap-2">
        <Button variant="primary" busy={accept.isPending} onClick={() => accept.mutate(token)}>
          {t('invitation.accept')}
        </Button>
        <Link
          to="/sign-in"
          search={{ return_to: `/invitations/${encodeURIComponent(token)}` }}
          className={buttonClass('ghost')}
        >
          {t('invitation.other')}
        </Link>
      </div>
    </>
  );
}

function refusal(t: Translate, error: Error): string {
  if (hasStatus(error, 403)) return t('invitation.wrongPerson');
  return hasStatus(error, 404, 409, 410) ? t('invitation.gone') : describeError(t, error);
}
