import type { Invitation, Member, Role } from '@/shared/api/types';

export function rolesFor(mayManageOwners: boolean): readonly Role[] {
  return mayManageOwners ? ['owner', 'admin', 'member', 'guest'] : ['admin', 'member', 'guest'];
}

/** The last owner cannot leave or step down (api.md, Organizations). */
export function isLastOwner(members: readonly Member[], userId: string): boolean {
  const owners = members.filter((member) => member.role === 'owner');
  return owners.length === 1 && owners[0]?.user.id === userId;
}

/** The page of this installation; the secret is in the answer to the creation only, a replay has none. */
export function invitationLink(
  { token, accept_url }: Pick<Invitation, 'token' | 'accept_url'>,
  origin = window.location.origin,
): string | null {
  if (token) return `${origin}/invitations/${encodeURIComponent(token)}`;
  return accept_url;
}
