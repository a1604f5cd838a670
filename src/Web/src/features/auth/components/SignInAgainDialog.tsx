import { useQueryClient } from '@tanstack/react-query';
import { keys } from '@/shared/api/keys';
import { sessionGate } from '@/shared/api/sessionGate';
import type { Me } from '@/shared/api/types';
import { useT } from '@/shared/i18n/useT';
import { Button } from '@/shared/ui/Button';
import { Dialog } from '@/shared/ui/Dialog';
import { SignInForm } from './SignInForm';

/** The same person signs in again over the page; anybody else starts on a fresh one. */
export default function SignInAgainDialog() {
  const t = useT();
  const email = useQueryClient().getQueryData<Me>(keys.me)?.user.email ?? '';

  const leave = () => {
    sessionGate.settle(false);
    window.location.assign('/sign-in');
  };

  return (
    <Dialog
      open
      locked
      width="sm"
      onOpenChange={() => undefined}
      title={t('auth.again.title')}
      description={t('auth.again.text', { email })}
    >
      <div className="flex flex-col gap-3">
        <SignInForm {...(email && { fixedEmail: email })} onSignedIn={() => sessionGate.settle(true)} />
        <Button variant="ghost" onClick={leave}>
          {t('auth.again.other')}
        </Button>
      </div>
    </Dialog>
  );
}
