/** Every query key in one place, so that a write can name exactly what it made stale. */
export const keys = {
  me: ['me'] as const,
  providers: ['providers'] as const,
  sessions: ['sessions'] as const,
  tokens: ['tokens'] as const,
  organization: (id: string) => ['organizations', id] as const,
  members: (organizationId: string) => ['organizations', organizationId, 'members'] as const,
  invitations: (organizationId: string) => ['organizations', organizationId, 'invitations'] as const,
  projects: (organizationId: string) => ['organizations', organizationId, 'projects'] as const,
  project: (id: string) => ['projects', id] as const,
  statuses: (projectId: string) => ['projects', projectId, 'statuses'] as const,
  labels: (projectId: string) => ['projects', projectId, 'labels'] as const,
  board: (projectId: string) => ['projects', projectId, 'board'] as const,
  /** Every list of tasks of a project; a list with filters appends them. */
  tasks: (projectId: string) => ['projects', projectId, 'tasks'] as const,
  taskSearch: (projectId: string, q: string) => ['projects', projectId, 'search', q] as const,
  import: (id: string) => ['imports', id] as const,
  everyTask: ['tasks'] as const,
  task: (idOrKey: string) => ['tasks', idOrKey.toUpperCase()] as const,
  taskHistory: (id: string) => ['tasks', id.toUpperCase(), 'history'] as const,
};
