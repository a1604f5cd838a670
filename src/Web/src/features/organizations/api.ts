import { api } from '@/shared/api/client';
import type { Organization } from '@/shared/api/types';

export const createOrganization = (name: string, intent: string) =>
  api.post<Organization>('/api/organizations', { name }, { intent });
