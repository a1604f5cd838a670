import { queryOptions } from '@tanstack/react-query';
import { allPages } from '@/shared/api/allPages';
import { api } from '@/shared/api/client';
import { keys } from '@/shared/api/keys';
import type { Invitation, Member, Organization, PendingInvitation, Role } from '@/shared/api/types';

export const membersQuery = (organizationId: string) =>
  queryOptions({
    queryKey: keys.members(organizationId),
    queryFn: async ({ signal }) => {
      const members = await allPages<Member>(`/api/organizations/${organizationId}/members`, signal);
      return members.toSorted((a, b) => a.user.display_name.localeCompare(b.user.display_name));
    },
    staleTime: 60_000,
  });

export const invitationsQuery = (organizationId: string) =>
  queryOptions({
    queryKey: keys.invitations(organizationId),
    queryFn: ({ signal }) => allPages<PendingInvitation>(`/api/organizations/${organizationId}/invitations`, signal),
  });

export const revokeInvitation = (organizationId: string, id: string, intent: string) =>
  api.delete(`/api/organizations/${organizationId}/invitations/${id}`, { intent });

export interface InvitationRequest {
  email: string;
  role: Role;
  /** Guests see the projects of their invitation only. */
  project_ids?: string[];
}

export const inviteMember = (organizationId: string, request: InvitationRequest, intent: string) =>
  api.post<Invitation>(`/api/organizations/${organizationId}/members`, request, { intent });

export const changeRole = (organizationId: string, userId: string, role: Role, intent: string) =>
  api.patch<Member>(`/api/organizations/${organizationId}/members/${userId}`, { role }, { intent });

export const removeMember = (organizationId: string, userId: string, intent: string) =>
  api.delete(`/api/organizations/${organizationId}/members/${userId}`, { intent });

export const acceptInvitation = (token: string, intent: string) =>
  api.post<{ organization: Organization; role: Role }>(
    `/api/invitations/${encodeURIComponent(token)}/accept`,
    undefined,
    { intent },
  );
