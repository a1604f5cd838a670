import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { keys } from '@/shared/api/keys';
import { hasStatus } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/useT';
import { Button } from '@/shared/ui/Button';
import { Notice } from '@/shared/ui/Notice';
import { describeError } from '@/shared/ui/writeError';
import { verifyEmail } from './api';
import { AuthFrame, linkClass } from './components/AuthFrame';
import { useLinkToken } from './useLinkToken';

/** A button, not the mere visit: programs that scan mails open links too. */
export default function VerifyEmailPage() {
  const t = useT();
  const queryClient = useQueryClient();
  const token = useLinkToken();
  const verify = useMutation({
    mutationFn: () => verifyEmail(token),
    retry: false,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.me }),
  });
  const isWorthless = token === '' || (verify.error !== null && hasStatus(verify.error, 422));

  return (
    <AuthFrame
      title={t('auth.verify.title')}
      footer={
        <Link to="/" className={linkClass}>
          {t('auth.verify.toApp')}
        </Link>
      }
    >
      {isWorthless && (
        <Notice tone="danger" urgent>
          {t('auth.verify.worthless')}
        </Notice>
      )}
      {verify.error && !isWorthless && (
        <Notice tone="danger" urgent>
          {describeError(t, verify.error)}
        </Notice>
      )}
      {verify.isSuccess && <Notice tone="info">{t('auth.verify.done')}</Notice>}
      {!verify.isSuccess && !isWorthless && (
        <>
          <p>{t('auth.verify.text')}</p>
          <Button variant="primary" busy={verify.isPending} onClick={() => verify.mutate()}>
            {t('auth.verify.submit')}
          </Button>
        </>
      )}
    </AuthFrame>
  );
}
