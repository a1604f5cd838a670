import { useEffect } from 'react';
import { useT } from '@/shared/i18n/useT';
import { showToast } from '@/shared/ui/toast';

const entryOf = (html: string) => /<script type="module"[^>]* src="([^"]+)"/.exec(html)?.[1];

/** Whether the server hands out another release than the one that runs here; unknown counts as no. */
async function newerIsServed(): Promise<boolean> {
  try {
    const answer = await fetch('/', { cache: 'no-store' });
    const served = answer.ok ? entryOf(await answer.text()) : undefined;
    return served !== undefined && document.querySelector(`script[src="${served}"]`) === null;
  } catch {
    return false;
  }
}

/** After a deployment an old tab may ask for a chunk that is gone; it says so. A chunk that a cut line held back comes later (lazyPart). */
export function UpdateReady() {
  const t = useT();

  useEffect(() => {
    let said = false;
    const onPreloadError = async (event: Event) => {
      event.preventDefault();
      if (said || !(await newerIsServed()) || said) return;
      said = true;
      showToast({
        title: t('update.ready'),
        action: { label: t('update.reload'), run: () => window.location.reload() },
      });
    };
    const listen = (event: Event) => void onPreloadError(event);
    window.addEventListener('vite:preloadError', listen);
    return () => window.removeEventListener('vite:preloadError', listen);
  }, [t]);

  return null;
}
