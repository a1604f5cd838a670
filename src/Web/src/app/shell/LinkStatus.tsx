import { useIsMutating } from '@tanstack/react-query';
import { CloudOff, CloudUpload, RefreshCw, Wifi } from 'lucide-react';
import { useT } from '@/shared/i18n/useT';
import { useWritesUnderWay } from '@/shared/sync/taskWrites';
import { useLinkWord } from './useLinkWord';

/** Always visible: whether the server answers, whether this page is live, and how many changes the server has not confirmed yet. */
export function LinkStatus() {
  const t = useT();
  const state = useLinkWord();
  const unconfirmed = useIsMutating() + useWritesUnderWay();
  const waits = state === 'connecting' || state === 'catching_up' || state === 'reconnecting';

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
      ) : waits ? (
        <>
          <RefreshCw aria-hidden size={14} />
          <span className="max-sm:sr-only" title={t(`link.${state}Hint`)}>
            {t(`link.${state}`)}
            {unconfirmed > 0 && ` · ${t('link.sending', { count: unconfirmed })}`}
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
          <span className="max-sm:sr-only" title={state === 'live' ? t('link.liveHint') : undefined}>
            {t(`link.${state}`)}
          </span>
        </>
      )}
    </p>
  );
}
