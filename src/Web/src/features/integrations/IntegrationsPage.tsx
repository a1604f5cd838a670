import { useSuspenseQuery } from '@tanstack/react-query';
import { Plug, Plus } from 'lucide-react';
import { Suspense, useState } from 'react';
import { useMembership } from '@/features/auth/api';
import { may } from '@/features/auth/model';
import type { Integration } from '@/shared/api/integrations';
import { useT } from '@/shared/i18n/useT';
import { lazyPart } from '@/shared/lib/lazyPart';
import { Button } from '@/shared/ui/Button';
import { EmptyState } from '@/shared/ui/EmptyState';
import { Page } from '@/shared/ui/Page';
import { integrationsQuery } from './api';
import { DeleteIntegration } from './components/DeleteIntegration';
import { IntegrationRow } from './components/IntegrationRow';
import { RotateSecret } from './components/RotateSecret';

const IntegrationDialog = lazyPart(() => import('./components/IntegrationDialog'));

const cell = 'border-b border-line px-3 py-1.5 text-left font-medium';

type Open = { what: 'new' } | { what: 'edit' | 'delete' | 'rotate'; integration: Integration };

export default function IntegrationsPage({ organizationId }: { organizationId: string }) {
  const t = useT();
  const role = useMembership(organizationId)?.role;
  return may.manageIntegrations(role) ? (
    <Integrations organizationId={organizationId} />
  ) : (
    <Page title={t('integrations.title')}>
      <EmptyState icon={<Plug aria-hidden size={24} />} title={t('integrations.forbidden')} />
    </Page>
  );
}

function Integrations({ organizationId }: { organizationId: string }) {
  const t = useT();
  const { data: integrations } = useSuspenseQuery(integrationsQuery(organizationId));
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const connect = (
    <Button variant="primary" onClick={() => setOpen({ what: 'new' })}>
      <Plus aria-hidden size={14} />
      {t('integrations.connect')}
    </Button>
  );

  return (
    <Page title={t('integrations.title')} actions={integrations.length > 0 && connect}>
      {integrations.length === 0 ? (
        <EmptyState icon={<Plug aria-hidden size={24} />} title={t('integrations.none')} action={connect}>
          {t('integrations.noneText')}
        </EmptyState>
      ) : (
        <div className="overflow-x-auto rounded-lg border border-line bg-surface">
          <table className="w-full border-collapse">
            <thead className="text-xs text-fg-muted">
              <tr>
                <th className={cell}>{t('common.name')}</th>
                <th className={`${cell} max-md:hidden`}>{t('integrations.sends')}</th>
                <th className={`${cell} w-64`}>{t('integrations.state')}</th>
                <th className={`${cell} w-44`}>
                  <span className="sr-only">{t('integrations.actions')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {integrations.map((integration) => (
                <IntegrationRow
                  key={integration.id}
                  organizationId={organizationId}
                  integration={integration}
                  onOpen={(what) => setOpen({ what, integration })}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {(open?.what === 'new' || open?.what === 'edit') && (
        <Suspense>
          <IntegrationDialog
            organizationId={organizationId}
            {...(open.what === 'edit' && { integration: open.integration })}
            onClose={close}
          />
        </Suspense>
      )}
      {open?.what === 'delete' && (
        <DeleteIntegration organizationId={organizationId} integration={open.integration} onClose={close} />
      )}
      {open?.what === 'rotate' && (
        <RotateSecret organizationId={organizationId} integration={open.integration} onClose={close} />
      )}
    </Page>
  );
}
