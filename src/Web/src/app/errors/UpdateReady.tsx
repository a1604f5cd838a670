import { useEffect } from 'react';
import { useT } from '@/shared/i18n/useT';
import { showToast } from '@/shared/ui/toast';

/** After a deployment an old tab may ask for a chunk that is gone; it says so instead of breaking. */
export function UpdateReady() {
  const t = useT();

  useEffect(() => {
    const onPreloadError = (event: Event) => {
      event.preventDefault();
      showToast({
        title: t('update.ready'),
        action: { label: t('update.reload'), run: () => window.location.reload() },
      });
    };
    window.addEventListener('vite:preloadError', onPreloadError);
    return () => window.removeEventListener('vite:preloadError', onPreloadError);
  }, [t]);

  return null;
}
