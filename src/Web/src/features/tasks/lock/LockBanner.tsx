import { useEffect, useRef, useState } from 'react';
import { useT } from '@/shared/i18n/useT';
import { useFormat } from '@/shared/i18n/useFormat';
import { Button } from '@/shared/ui/Button';
import { Notice } from '@/shared/ui/Notice';
import { showWriteError } from '@/shared/ui/writeError';
import type { EditLock } from './useEditLock';

interface LockBannerProps {
  lock: EditLock;
  nameOf: (userId: string) => string | undefined;
  /** The person may write texts here at all. */
  editable: boolean;
  /** Owners and admins go past the lock of somebody else. */
  mayTakeOver: boolean;
}

/** Says who is editing the text; everybody may go on reading, and writing a draft. */
export function LockBanner({ lock, nameOf, editable, mayTakeOver }: LockBannerProps) {
  const t = useT();
  const format = useFormat();
  const [busy, setBusy] = useState(false);

  if (lock.takenOver) return <TakenOver />;
  if (!lock.other) return null;

  const who = nameOf(lock.other.user_id) ?? t('tasks.lock.somebody');
  const takeOver = async () => {
    setBusy(true);
    await lock.takeOver().catch((error: unknown) => showWriteError(t, error));
    setBusy(false);
  };

  return (
    <Notice
      title={t('tasks.lock.title', { who })}
      action={
        mayTakeOver && (
          <Button busy={busy} onClick={() => void takeOver()}>
            {t('tasks.lock.takeOver')}
          </Button>
        )
      }
    >
      {t('tasks.lock.until', { time: format.time(lock.other.expires_at) })}
      {editable && ` ${t('tasks.lock.draft', { who })}`}
    </Notice>
  );
}

/** The button that was pressed is gone: what it did takes its place, and the focus. */
function TakenOver() {
  const t = useT();
  const self = useRef<HTMLDivElement>(null);
  useEffect(() => self.current?.focus(), []);

  return (
    <div ref={self} tabIndex={-1} className="rounded-md">
      <Notice tone="ok" title={t('tasks.lock.taken')}>
        {t('tasks.lock.takenText')}
      </Notice>
    </div>
  );
}
