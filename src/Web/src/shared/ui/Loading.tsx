import { useT } from '../i18n/useT';
import { Spinner } from './Spinner';

/** Said once for the whole page while its first data is on the way. */
export function Loading() {
  const t = useT();
  return (
    <div role="status" className="flex h-full min-h-24 items-center justify-center gap-2 text-fg-muted">
      <Spinner />
      {t('common.loading')}
    </div>
  );
}
