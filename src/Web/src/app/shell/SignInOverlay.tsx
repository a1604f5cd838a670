import { Suspense, useSyncExternalStore } from 'react';
import { sessionGate } from '@/shared/api/sessionGate';
import { lazyPart } from '@/shared/lib/lazyPart';

const SignInAgainDialog = lazyPart(() => import('@/features/auth/components/SignInAgainDialog'));

/** A session that ended asks for a sign-in above the page, which keeps everything it holds. */
export function SignInOverlay() {
  const open = useSyncExternalStore(sessionGate.subscribe, sessionGate.isOpen);
  if (!open) return null;
  return (
    <Suspense>
      <SignInAgainDialog />
    </Suspense>
  );
}
