import { useIsMutating } from '@tanstack/react-query';
import { CloudOff, CloudUpload, Wifi } from 'lucide-react';
import { useLink } from '@/shared/api/linkStore';
import { useWritesUnderWay } from '@/shared/sync/taskWrites';
import { useT } from '@/shared/i18n/useT';

/** Always visible: whether the server answers and how many changes it has not confirmed yet. */
export function LinkStatus() {
  const t = useT();
  const state = useLink((link) => link.state);
  const unconfirmed = useIsMutating() + useWritesUnderWay();

  return (
    <p role="status" className="flex items-center gap-1.5 px-2 text-xs text-fg-muted">
      {state === 'offline' ? (
        <>
          <CloudOff aria-hidden size={14} className="text-warn" />
          <span className="text-warn" title={t('link.offlineHint')}>
            {t('link.offline')}
            {unconfirmed > 0 && ` · ${t('link.waiting', { count: unconfirmed })}`}
          </span>
        </>
      ) : unconfirmed > 0 ? (
        <>
          <CloudUpload aria-hidden size={14} />
          <span className="max-sm:sr-only">{t('link.sending', { count: unconfirmed })}</span>
        </>
      ) : (
        <>
          <Wifi aria-hidden size={14} className="text-ok" />
          <span className="max-sm:sr-only">{t('link.online')}</span>
        </>
      )}
    </p>
  );
}
