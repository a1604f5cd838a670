import { queryOptions } from '@tanstack/react-query';
import { allPages } from '@/shared/api/allPages';
import { api } from '@/shared/api/client';
import type { ConnectionTested, CreatedIntegration, Integration, RotatedSecret } from '@/shared/api/integrations';
import { keys } from '@/shared/api/keys';
import type { IntegrationChange, NewIntegration } from './model';

const pathOf = (organizationId: string) => `/api/organizations/${organizationId}/integrations`;

export const integrationsQuery = (organizationId: string) =>
  queryOptions({
    queryKey: keys.integrations(organizationId),
    queryFn: ({ signal }) => allPages<Integration>(pathOf(organizationId), signal),
  });

export const createIntegration = (organizationId: string, integration: NewIntegration, intent: string) =>
  api.post<CreatedIntegration>(pathOf(organizationId), integration, { intent });

export const changeIntegration = (organizationId: string, id: string, change: IntegrationChange, intent: string) =>
  api.patch<Integration>(`${pathOf(organizationId)}/${id}`, change, { intent });

export const deleteIntegration = (organizationId: string, id: string, intent: string) =>
  api.delete(`${pathOf(organizationId)}/${id}`, { intent });

export const testIntegration = (id: string, intent: string) =>
  api.post<ConnectionTested>(`/api/integrations/${id}/test`, undefined, { intent });

export const rotateSecret = (id: string, intent: string) =>
  api.post<RotatedSecret>(`/api/integrations/${id}/rotate-secret`, undefined, { intent });
