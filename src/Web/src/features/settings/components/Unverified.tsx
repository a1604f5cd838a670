import { useQuery } from '@tanstack/react-query';
import { providersQuery, useMe } from '@/features/auth/api';
import { useIntent } from '@/shared/api/mutation';
import { useT } from '@/shared/i18n/useT';
import { Button } from '@/shared/ui/Button';
import { describeError } from '@/shared/ui/writeError';
import { sendVerification } from '../api';

/** A quiet line below the address; nothing where no link could be sent. */
export function Unverified() {
  const t = useT();
  const { user } = useMe();
  const { data: providers } = useQuery(providersQuery);
  const send = useIntent({ send: (_: void, intent) => sendVerification(intent) });
  if (user.email_verified || !providers?.email) return null;

  return (
    <div className="flex items-center gap-2 text-xs text-muted" aria-live="polite">
      <span>{t('settings.email.unverified')}</span>
      {send.isSuccess ? (
        <span>{t('settings.email.sent')}</span>
      ) : (
        <Button variant="ghost" busy={send.isPending} onClick={() => send.mutate()}>
          {t('settings.email.again')}
        </Button>
      )}
      {send.error && <span>{describeError(t, send.error)}</span>}
    </div>
  );
}
