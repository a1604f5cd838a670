import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { keys } from '@/shared/api/keys';
import { useIntent } from '@/shared/api/mutation';
import type { AccessToken, CreatedAccessToken } from '@/shared/api/types';
import { useFormat } from '@/shared/i18n/useFormat';
import { useT } from '@/shared/i18n/useT';
import { Button } from '@/shared/ui/Button';
import { CopyField } from '@/shared/ui/CopyField';
import { ConfirmDialog } from '@/shared/ui/Dialog';
import { ErrorState } from '@/shared/ui/ErrorState';
import { Loading } from '@/shared/ui/Loading';
import { Notice } from '@/shared/ui/Notice';
import { Section } from '@/shared/ui/Page';
import { showWriteError } from '@/shared/ui/writeError';
import { revokeToken, tokensQuery } from '../api';
import { NewTokenForm } from './NewTokenForm';

export function Tokens() {
  const t = useT();
  const queryClient = useQueryClient();
  const tokens = useQuery(tokensQuery);
  // The secret lives here only, until it is put away.
  const [created, setCreated] = useState<CreatedAccessToken | null>(null);
  const [revoking, setRevoking] = useState<AccessToken | null>(null);
  const revoke = useIntent({
    send: (token: AccessToken, intent) => revokeToken(token.id, intent),
    onSuccess: () => setRevoking(null),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.tokens }),
    onError: (error, token) => showWriteError(t, error, { subject: token.name, retry: () => revoke.mutate(token) }),
  });

  return (
    <Section title={t('settings.tokens')} description={t('settings.tokensHint')}>
      {tokens.isPending && <Loading />}
      {tokens.error && <ErrorState error={tokens.error} onRetry={() => void tokens.refetch()} />}
      {tokens.data?.length === 0 && <p className="text-fg-muted">{t('settings.tokens.none')}</p>}
      <ul className="flex flex-col gap-1">
        {tokens.data?.map((token) => (
          <TokenRow key={token.id} token={token} onRevoke={() => setRevoking(token)} />
        ))}
      </ul>
      {created?.token ? (
        <div className="flex flex-col gap-3 border-t border-line pt-3">
          <Notice tone="ok" title={t('settings.tokens.created')}>
            {t('settings.tokens.createdText')}
          </Notice>
          <CopyField label={t('settings.tokens.secret')} value={created.token} />
          <Button className="self-start" onClick={() => setCreated(null)}>
            {t('settings.tokens.done')}
          </Button>
        </div>
      ) : (
        <NewTokenForm onCreated={setCreated} />
      )}
      {revoking && (
        <ConfirmDialog
          open
          danger
          onOpenChange={(open) => !open && setRevoking(null)}
          title={t('settings.tokens.revokeOf', { name: revoking.name })}
          confirmLabel={t('settings.tokens.revoke')}
          busy={revoke.isPending}
          onConfirm={() => revoke.mutate(revoking)}
        >
          <p>{t('settings.tokens.revokeText')}</p>
        </ConfirmDialog>
      )}
    </Section>
  );
}

function TokenRow({ token, onRevoke }: { token: AccessToken; onRevoke: () => void }) {
  const t = useT();
  const format = useFormat();
  const scopes =
    token.scopes?.map((scope) => t(`settings.tokens.scope.${scope}`)).join(', ') ?? t('settings.tokens.all');

  return (
    <li className="flex min-h-8 items-center gap-2">
      <div className="min-w-0 flex-1">
        <p className="truncate">
          <span className="font-medium">{token.name}</span> <span className="text-fg-muted">{scopes}</span>
        </p>
        <p className="truncate text-xs text-fg-muted">
          {t('settings.tokens.meta', {
            created: format.ago(token.created_at),
            used: token.last_used_at
              ? t('settings.tokens.used', { when: format.ago(token.last_used_at) })
              : t('settings.tokens.neverUsed'),
            expires: token.expires_at
              ? t('settings.tokens.expiresAt', { when: format.instant(token.expires_at) })
              : t('settings.tokens.noExpiry'),
          })}
        </p>
      </div>
      <Button aria-label={t('settings.tokens.revokeOf', { name: token.name })} onClick={onRevoke}>
        {t('settings.tokens.revoke')}
      </Button>
    </li>
  );
}
