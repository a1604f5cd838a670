import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Unplug } from 'lucide-react';
import { useT } from '@/shared/i18n/useT';
import { integrationsQuery } from './api';
import { pausedOf } from './model';

const lookAgain = 5 * 60_000;

/** Tells whoever can mend it, wherever they are: an integration that nobody looks at would stay silent for ever (C-1.1). */
export default function PausedNotice({ organizationId }: { organizationId: string }) {
  const t = useT();
  const { data: integrations = [] } = useQuery({
    ...integrationsQuery(organizationId),
    staleTime: lookAgain,
    refetchInterval: lookAgain,
  });
  const paused = pausedOf(integrations);
  const first = paused[0];

  return (
    <div role="status">
      {first && (
        <p className="flex items-center gap-2 border-b border-line bg-raised px-4 py-1.5 text-sm">
          <Unplug aria-hidden size={14} className="shrink-0 text-danger" />
          <span className="min-w-0 truncate" title={first.status_reason ?? undefined}>
            {t('integrations.pausedNotice', { name: first.name, others: paused.length - 1 })}
          </span>
          <Link
            to="/organizations/$organizationId/integrations"
            params={{ organizationId }}
            className="shrink-0 underline"
          >
            {t('integrations.mend')}
          </Link>
        </p>
      )}
    </div>
  );
}
