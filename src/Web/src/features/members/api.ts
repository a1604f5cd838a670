import { queryOptions } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import { keys } from '@/shared/api/keys';
import type { Member, Page } from '@/shared/api/types';

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
