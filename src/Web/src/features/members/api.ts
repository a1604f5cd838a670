import { queryOptions } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import { keys } from '@/shared/api/keys';
import type { Invitation, Member, Organization, Page, PendingInvitation, Role } from '@/shared/api/types';

const pageSize = 200;

/** All members; people are few enough to choose from in one list. */
export const membersQuery = (organizationId: string) =>
  queryOptions({
    queryKey: keys.members(organizationId),
    queryFn: async ({ signal }) => {
      const members: Member[] = [];
      let cursor: string | null = null;
      do {
        const page: Page<Member> = await api.get(`/api/organizations/${organizationId}/members`, {
          signal,
          query: { limit: pageSize, cursor },
        });
        members.push(...page.items);
        cursor = page.next_cursor;
      } while (cursor);
      return members.toSorted((a, b) => a.user.display_name.localeCompare(b.user.display_name));
    },
    staleTime: 60_000,
  });

export const invitationsQuery = (organizationId: string) =>
  queryOptions({
    queryKey: keys.invitations(organizationId),
    queryFn: async ({ signal }) => {
      const page = await api.get<Page<PendingInvitation>>(`/api/organizations/${organizationId}/invitations`, {
        signal,
        query: { limit: pageSize },
      });
      return page.items;
    },
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
