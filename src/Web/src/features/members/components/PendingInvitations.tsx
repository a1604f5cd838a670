import { useQuery, useQueryClient } from '@tanstack/react-query';
import { keys } from '@/shared/api/keys';
import { useIntent } from '@/shared/api/mutation';
import type { PendingInvitation } from '@/shared/api/types';
import { useFormat } from '@/shared/i18n/useFormat';
import { useT } from '@/shared/i18n/useT';
import { Button } from '@/shared/ui/Button';
import { Section } from '@/shared/ui/Page';
import { showWriteError } from '@/shared/ui/writeError';
import { invitationsQuery, revokeInvitation } from '../api';

export function PendingInvitations({ organizationId }: { organizationId: string }) {
  const t = useT();
  const format = useFormat();
  const queryClient = useQueryClient();
  const { data: invitations = [] } = useQuery(invitationsQuery(organizationId));
  const revoke = useIntent({
    send: ({ id }: PendingInvitation, intent) => revokeInvitation(organizationId, id, intent),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.invitations(organizationId) }),
    onError: (error, invitation) =>
      showWriteError(t, error, { subject: invitation.email, retry: () => revoke.mutate(invitation) }),
  });

  if (invitations.length === 0) return null;
  return (
    <Section title={t('members.pending')}>
      <ul className="flex flex-col gap-1">
        {invitations.map((invitation) => (
          <li key={invitation.id} className="flex min-h-8 items-center gap-2">
            <span className="truncate font-medium">{invitation.email}</span>
            <span className="min-w-0 flex-1 truncate text-xs text-fg-muted">
              {t('members.pendingUntil', {
                role: t(`role.${invitation.role}`),
                when: format.instant(invitation.expires_at),
              })}
            </span>
            <Button
              aria-label={t('members.revokeOf', { email: invitation.email })}
              busy={revoke.isPending && revoke.variables.id === invitation.id}
              onClick={() => revoke.mutate(invitation)}
            >
              {t('members.revoke')}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
