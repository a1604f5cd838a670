import type { Role } from '@/shared/api/types';

/** What each role may do, as in the table of api.md; the server decides, this only hides what it would refuse. */
export const may = {
  editTasks: (role: Role | undefined) => role !== undefined && role !== 'guest',
  editLabels: (role: Role | undefined) => role !== undefined && role !== 'guest',
  editMilestones: (role: Role | undefined) => role !== undefined && role !== 'guest',
  manageProject: (role: Role | undefined) => role === 'owner' || role === 'admin',
  manageMembers: (role: Role | undefined) => role === 'owner' || role === 'admin',
  manageIntegrations: (role: Role | undefined) => role === 'owner' || role === 'admin',
  /** What others were told, and what was not delivered. */
  seeDeliveries: (role: Role | undefined) => role === 'owner' || role === 'admin',
  manageOwners: (role: Role | undefined) => role === 'owner',
};

/** Only a path of this application may follow a sign-in. */
export function safeReturnPath(path: string | undefined): string {
  return path && /^\/(?![/\\])/.test(path) ? path : '/';
}
