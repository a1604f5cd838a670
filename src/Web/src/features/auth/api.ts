import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import { keys } from '@/shared/api/keys';
import type { Me, Membership, Organization, Providers, User } from '@/shared/api/types';

export const meQuery = queryOptions({
  queryKey: keys.me,
  queryFn: ({ signal }) => api.get<Me>('/api/auth/me', { signal, anonymous: true }),
  staleTime: 5 * 60_000,
});

/** Who is signed in; only below the routes that made sure somebody is. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data;
}

export function useMembership(organizationId: string): Membership | undefined {
  return useMe().organizations.find((organization) => organization.id === organizationId);
}

export interface Credentials {
  email: string;
  password: string;
}

export interface Registration extends Credentials {
  display_name: string;
  organization_name?: string;
}

// The server ignores idempotency keys on these routes (api.md, Conventions).
export const login = (credentials: Credentials) =>
  api.post<unknown>('/api/auth/login', credentials, { anonymous: true });

export const register = (registration: Registration) =>
  api.post<{ user: User; organization?: Organization | null }>('/api/auth/register', registration, { anonymous: true });

export const logout = () => api.post<void>('/api/auth/logout', undefined, { anonymous: true });

export const forgotPassword = (email: string) =>
  api.post<void>('/api/auth/password/forgot', { email }, { anonymous: true });

export const resetPassword = (reset: { token: string; password: string }) =>
  api.post<void>('/api/auth/password/reset', reset, { anonymous: true });

export const verifyEmail = (token: string) => api.post<void>('/api/auth/email/verify', { token }, { anonymous: true });

export const providersQuery = queryOptions({
  queryKey: keys.providers,
  queryFn: ({ signal }) => api.get<Providers>('/api/auth/providers', { signal, anonymous: true }),
  staleTime: Infinity,
});
