import { queryOptions } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import { keys } from '@/shared/api/keys';
import type { AccessToken, CreatedAccessToken, Page, Session, TokenScope, User } from '@/shared/api/types';

const pageSize = 200;

export const sessionsQuery = queryOptions({
  queryKey: keys.sessions,
  queryFn: async ({ signal }) =>
    (await api.get<Page<Session>>('/api/auth/sessions', { signal, query: { limit: pageSize } })).items,
});

export const tokensQuery = queryOptions({
  queryKey: keys.tokens,
  queryFn: async ({ signal }) =>
    (await api.get<Page<AccessToken>>('/api/auth/tokens', { signal, query: { limit: pageSize } })).items,
});

export interface ProfilePatch {
  display_name?: string;
  time_zone?: string;
}

export const patchMe = (patch: ProfilePatch, intent: string) => api.patch<User>('/api/auth/me', patch, { intent });

export const changePassword = (change: { current: string; new: string }, intent: string) =>
  api.post<void>('/api/auth/password', change, { intent });

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
