import { queryOptions } from '@tanstack/react-query';
import { allPages } from '@/shared/api/allPages';
import { api } from '@/shared/api/client';
import { keys } from '@/shared/api/keys';
import type { AccessToken, CreatedAccessToken, Session, TokenScope, User } from '@/shared/api/types';

export const sessionsQuery = queryOptions({
  queryKey: keys.sessions,
  queryFn: ({ signal }) => allPages<Session>('/api/auth/sessions', signal),
});

export const tokensQuery = queryOptions({
  queryKey: keys.tokens,
  queryFn: ({ signal }) => allPages<AccessToken>('/api/auth/tokens', signal),
});

export interface ProfilePatch {
  display_name?: string;
  time_zone?: string;
}

export const patchMe = (patch: ProfilePatch, intent: string) => api.patch<User>('/api/auth/me', patch, { intent });

export const changePassword = (change: { current: string; new: string }, intent: string) =>
  api.post<void>('/api/auth/password', change, { intent });

export const sendVerification = (intent: string) =>
  api.post<void>('/api/auth/email/verification', undefined, { intent });

/** Without an id all other sessions end. */
export const endSessions = (id: string | null, intent: string) =>
  api.delete(id ? `/api/auth/sessions/${id}` : '/api/auth/sessions', { intent });

export interface NewToken {
  name: string;
  /** Left out: everything the user may do. */
  scopes?: TokenScope[];
  expires_at?: string;
}

export const createToken = (token: NewToken, intent: string) =>
  api.post<CreatedAccessToken>('/api/auth/tokens', token, { intent });

export const revokeToken = (id: string, intent: string) => api.delete(`/api/auth/tokens/${id}`, { intent });
