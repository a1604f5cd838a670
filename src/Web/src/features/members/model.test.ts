import { expect, it } from 'vitest';
import type { Member, Role } from '@/shared/api/types';
import { invitationLink, isLastOwner } from './model';

function member(id: string, role: Role): Member {
  return {
    user: { id, display_name: id, email: `${id}@example.com` },
    role,
    project_ids: [],
    joined_at: '2026-01-31T10:00:00Z',
  };
}

it('knows the last owner only while there is one', () => {
  expect(isLastOwner([member('ann', 'owner'), member('bob', 'admin')], 'ann')).toBe(true);
  expect(isLastOwner([member('ann', 'owner'), member('bob', 'owner')], 'ann')).toBe(false);
  expect(isLastOwner([member('ann', 'owner'), member('bob', 'admin')], 'bob')).toBe(false);
});

it('leads to the page of the installation the reader is on', () => {
  expect(invitationLink({ token: 'a/b', accept_url: 'http://elsewhere' }, 'https://tasks.example')).toBe(
    'https://tasks.example/invitations/a%2Fb',
  );
  expect(invitationLink({ token: null, accept_url: null }, 'https://tasks.example')).toBeNull();
});
