import { useQueryClient } from '@tanstack/react-query';
import { Ellipsis, KeyRound, Pencil, Power, Send, Trash2 } from 'lucide-react';
import type { Integration } from '@/shared/api/integrations';
import { keys } from '@/shared/api/keys';
import { useIntent } from '@/shared/api/mutation';
import { useT } from '@/shared/i18n/useT';
import { Badge } from '@/shared/ui/Badge';
import { Button, IconButton } from '@/shared/ui/Button';
import { Menu, MenuItem } from '@/shared/ui/Menu';
import { showWriteError } from '@/shared/ui/writeError';
import { changeIntegration, testIntegration } from '../api';
import { destinationOf, everyEvent, toneOf } from '../model';
import { TestResult } from './TestResult';

const cell = 'px-3 py-1.5 text-left align-middle';

interface IntegrationRowProps {
  organizationId: string;
  integration: Integration;
  onOpen: (what: 'edit' | 'delete' | 'rotate') => void;
}

export function IntegrationRow({ organizationId, integration, onOpen }: IntegrationRowProps) {
  const t = useT();
  const queryClient = useQueryClient();
  const { id, name, kind, enabled } = integration;
  const refresh = () => queryClient.invalidateQueries({ queryKey: keys.integrations(organizationId) });
  const change = useIntent({
    send: (on: boolean, intent) => changeIntegration(organizationId, id, { enabled: on }, intent),
    onSettled: refresh,
    onError: (error, on) => showWriteError(t, error, { subject: name, retry: () => change.mutate(on) }),
  });
  const test = useIntent({ send: (_: void, intent) => testIntegration(id, intent), onSettled: refresh });

  return (
    <>
      <tr className="border-t border-line first:border-0">
        <th scope="row" className={`${cell} font-normal`}>
          <p className="truncate font-medium">{name}</p>
          <p className="max-w-96 truncate text-xs text-fg-muted" title={destinationOf(integration)}>
            {t(`integrations.kind.${kind}`)} · {destinationOf(integration)}
          </p>
        </th>
        <td className={`${cell} text-fg-muted max-md:hidden`}>
          <Scope integration={integration} />
        </td>
        <td className={cell}>
          <State integration={integration} />
        </td>
        <td className={cell}>
          <div className="flex justify-end gap-1">
            <Button
              aria-label={t('integrations.testOf', { name })}
              busy={test.isPending}
              onClick={() => test.mutate(undefined)}
            >
              {!test.isPending && <Send aria-hidden size={14} />}
              {t('integrations.test')}
            </Button>
            <IconButton label={t('integrations.editOf', { name })} onClick={() => onOpen('edit')}>
              <Pencil aria-hidden size={14} />
            </IconButton>
            <Menu
              label={t('integrations.more', { name })}
              align="end"
              trigger={
                <IconButton label={t('integrations.more', { name })} aria-busy={change.isPending || undefined}>
                  <Ellipsis aria-hidden size={14} />
                </IconButton>
              }
            >
              <MenuItem
                icon={<Power aria-hidden size={14} />}
                disabled={change.isPending}
                onSelect={() => change.mutate(!enabled)}
              >
                {enabled ? t('integrations.switchOff') : t('integrations.switchOn')}
              </MenuItem>
              {kind === 'webhook' && (
                <MenuItem icon={<KeyRound aria-hidden size={14} />} onSelect={() => onOpen('rotate')}>
                  {t('integrations.rotate')}
                </MenuItem>
              )}
              <MenuItem icon={<Trash2 aria-hidden size={14} />} danger onSelect={() => onOpen('delete')}>
                {t('integrations.delete')}
              </MenuItem>
            </Menu>
          </div>
        </td>
      </tr>
      {!test.isIdle && (
        <tr>
          <td colSpan={4} className="px-3 pb-2">
            <TestResult
              name={name}
              result={test.data}
              error={test.error}
              onRetry={() => test.mutate(undefined)}
              onDismiss={() => test.reset()}
            />
          </td>
        </tr>
      )}
    </>
  );
}

function State({ integration }: { integration: Integration }) {
  const t = useT();
  const { enabled, status, status_reason: reason } = integration;
  return (
    <>
      <Badge tone={toneOf(integration)}>
        {!enabled && status === 'ok' ? t('integrations.off') : t(`integrations.status.${status}`)}
      </Badge>
      {!enabled && status !== 'ok' && <span className="ml-1 text-xs text-fg-muted">{t('integrations.off')}</span>}
      {reason && <p className="mt-0.5 max-w-60 text-xs break-words text-fg-muted">{reason}</p>}
    </>
  );
}

function Scope({ integration: { events, project_ids: projects } }: { integration: Integration }) {
  const t = useT();
  return t('integrations.scope', {
    events: events.includes(everyEvent)
      ? t('integrations.everything')
      : t('integrations.someEvents', { count: events.length }),
    projects:
      projects.length === 0 ? t('integrations.everywhere') : t('integrations.someProjects', { count: projects.length }),
  });
}
