import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { UserPlus, UserX } from 'lucide-react';
import { Suspense, useState } from 'react';
import { useMe, useMembership } from '@/features/auth/api';
import { may } from '@/features/auth/model';
import { keys } from '@/shared/api/keys';
import { useIntent } from '@/shared/api/mutation';
import type { Member, Role } from '@/shared/api/types';
import { useFormat } from '@/shared/i18n/useFormat';
import { useT } from '@/shared/i18n/useT';
import { lazyPart } from '@/shared/lib/lazyPart';
import { Avatar } from '@/shared/ui/Avatar';
import { Button, IconButton } from '@/shared/ui/Button';
import { ConfirmDialog } from '@/shared/ui/Dialog';
import { Page } from '@/shared/ui/Page';
import { Select } from '@/shared/ui/Select';
import { showWriteError } from '@/shared/ui/writeError';
import { changeRole, membersQuery, removeMember } from './api';
import { PendingInvitations } from './components/PendingInvitations';
import { isLastOwner, rolesFor } from './model';

const InviteDialog = lazyPart(() => import('./components/InviteDialog'));

const cell = 'border-b border-line px-3 py-1.5 text-left';

export default function MembersPage({ organizationId }: { organizationId: string }) {
  const t = useT();
  const { user } = useMe();
  const myRole = useMembership(organizationId)?.role;
  const { data: members } = useSuspenseQuery(membersQuery(organizationId));
  const [inviting, setInviting] = useState(false);
  const [leaving, setLeaving] = useState<Member | null>(null);

  return (
    <Page
      title={t('members.title')}
      actions={
        may.manageMembers(myRole) && (
          <Button variant="primary" onClick={() => setInviting(true)}>
            <UserPlus aria-hidden size={14} />
            {t('members.invite')}
          </Button>
        )
      }
    >
      <div className="overflow-x-auto rounded-lg border border-line bg-surface">
        <table className="w-full border-collapse">
          <thead className="text-xs text-fg-muted">
            <tr>
              <th className={cell}>{t('members.name')}</th>
              <th className={`${cell} w-40`}>{t('members.role')}</th>
              <th className={`${cell} w-44 max-sm:hidden`}>{t('members.joined')}</th>
              <th className={`${cell} w-12`}>
                <span className="sr-only">{t('common.edit')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {members.map((member) => (
              <MemberRow
                key={member.user.id}
                organizationId={organizationId}
                member={member}
                self={member.user.id === user.id}
                myRole={myRole}
                lastOwner={isLastOwner(members, member.user.id)}
                onRemove={() => setLeaving(member)}
              />
            ))}
          </tbody>
        </table>
      </div>
      {may.manageMembers(myRole) && <PendingInvitations organizationId={organizationId} />}
      {inviting && (
        <Suspense>
          <InviteDialog organizationId={organizationId} myRole={myRole} onClose={() => setInviting(false)} />
        </Suspense>
      )}
      {leaving && (
        <RemoveMember
          organizationId={organizationId}
          member={leaving}
          self={leaving.user.id === user.id}
          onClose={() => setLeaving(null)}
        />
      )}
    </Page>
  );
}

interface MemberRowProps {
  organizationId: string;
  member: Member;
  self: boolean;
  myRole: Role | undefined;
  lastOwner: boolean;
  onRemove: () => void;
}

function MemberRow({ organizationId, member, self, myRole, lastOwner, onRemove }: MemberRowProps) {
  const t = useT();
  const format = useFormat();
  const queryClient = useQueryClient();
  const { display_name: name, email, id } = member.user;
  const change = useIntent({
    send: (role: Role, intent) => changeRole(organizationId, id, role, intent),
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: keys.members(organizationId) }),
        self && queryClient.invalidateQueries({ queryKey: keys.me }),
      ]),
    onError: (error, role) => showWriteError(t, error, { subject: name, retry: () => change.mutate(role) }),
  });
  const manages = member.role === 'owner' ? may.manageOwners(myRole) : may.manageMembers(myRole);
  const shownRole = change.isPending ? change.variables : member.role;

  return (
    <tr className="last:*:border-0">
      <td className={cell}>
        <div className="flex items-center gap-2">
          <Avatar name={name} size={24} />
          <div className="min-w-0">
            <p className="truncate font-medium">
              {name} {self && <span className="font-normal text-fg-muted">({t('members.you')})</span>}
            </p>
            <p className="truncate text-xs text-fg-muted">{email}</p>
          </div>
        </div>
      </td>
      <td className={cell}>
        {manages && !lastOwner ? (
          <Select
            label={t('members.roleOf', { name })}
            value={shownRole}
            disabled={change.isPending}
            options={rolesFor(may.manageOwners(myRole)).map((role) => ({ value: role, label: t(`role.${role}`) }))}
            onChange={(role) => change.mutate(role)}
          />
        ) : (
          <span title={lastOwner ? t('members.lastOwner') : undefined}>{t(`role.${member.role}`)}</span>
        )}
      </td>
      <td className={`${cell} whitespace-nowrap text-fg-muted max-sm:hidden`}>{format.instant(member.joined_at)}</td>
      <td className={cell}>
        {(self || manages) && !lastOwner && (
          <IconButton label={self ? t('members.leave') : t('members.remove', { name })} onClick={onRemove}>
            <UserX aria-hidden size={14} />
          </IconButton>
        )}
      </td>
    </tr>
  );
}

interface RemoveMemberProps {
  organizationId: string;
  member: Member;
  self: boolean;
  onClose: () => void;
}

function RemoveMember({ organizationId, member, self, onClose }: RemoveMemberProps) {
  const t = useT();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const { display_name: name, id } = member.user;
  const remove = useIntent({
    send: (userId: string, intent) => removeMember(organizationId, userId, intent),
    onSuccess: async () => {
      onClose();
      if (!self) return queryClient.invalidateQueries({ queryKey: keys.members(organizationId) });
      await queryClient.refetchQueries({ queryKey: keys.me });
      return navigate({ to: '/organizations' });
    },
    onError: (error) => showWriteError(t, error, { subject: name, retry: () => remove.mutate(id) }),
  });

  return (
    <ConfirmDialog
      open
      danger
      onOpenChange={(open) => !open && onClose()}
      title={self ? t('members.leave') : t('members.remove', { name })}
      confirmLabel={self ? t('members.leave') : t('members.remove', { name })}
      busy={remove.isPending}
      onConfirm={() => remove.mutate(id)}
    >
      <p>{self ? t('members.leaveText') : t('members.removeText', { name })}</p>
    </ConfirmDialog>
  );
}
