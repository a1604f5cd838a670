import { useQuery } from '@tanstack/react-query';
import { Hourglass } from 'lucide-react';
import { useFormat } from '@/shared/i18n/useFormat';
import { useT } from '@/shared/i18n/useT';
import { delayQuery } from './api';

/** While the installation is behind with telling people: silence would look like "nothing happened". */
export function DelayNotice() {
  const t = useT();
  const format = useFormat();
  const { data: since } = useQuery(delayQuery);

  return (
    <div role="status">
      {since && (
        <p className="flex items-center gap-2 border-b border-line bg-raised px-4 py-1.5 text-sm">
          <Hourglass aria-hidden size={14} className="shrink-0 text-warn" />
          {t('inbox.delayed', { since: format.time(since) })}
        </p>
      )}
    </div>
  );
}
