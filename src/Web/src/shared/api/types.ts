export type Role = 'owner' | 'admin' | 'member' | 'guest';
export type StatusCategory = 'backlog' | 'unstarted' | 'started' | 'done' | 'canceled';
export type Priority = 'none' | 'low' | 'medium' | 'high' | 'urgent';

export const priorities: readonly Priority[] = ['urgent', 'high', 'medium', 'low', 'none'];
export const statusCategories: readonly StatusCategory[] = ['backlog', 'unstarted', 'started', 'done', 'canceled'];

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

export interface User {
  id: string;
  email: string;
  display_name: string;
  time_zone: string;
  locale: string;
  is_operator: boolean;
  email_verified: boolean;
}

export interface Membership {
  id: string;
  name: string;
  slug: string;
  role: Role;
}

export interface Me {
  user: User;
  organizations: Membership[];
}

export interface Providers {
  local: boolean;
  oidc: { authority: string; client_id: string } | null;
  /** Password links can be sent. */
  email: boolean;
}

export interface Session {
  id: string;
  created_at: string;
  last_seen_at: string;
  expires_at: string;
  user_agent: string | null;
  current: boolean;
}

export type TokenScope = 'read' | 'write' | 'admin' | 'ops';

export interface AccessToken {
  id: string;
  name: string;
  scopes: TokenScope[] | null;
  created_at: string;
  expires_at: string | null;
  last_used_at: string | null;
}

export interface CreatedAccessToken extends AccessToken {
  /** The secret; only the answer to the creation has it. */
  token: string | null;
}

export interface Organization {
  id: string;
  name: string;
  slug: string;
  version: number;
}

export interface Member {
  user: { id: string; display_name: string; email: string };
  role: Role;
  /** What a guest sees; empty for the others, who see all. */
  project_ids: string[];
  joined_at: string;
}

export interface Invitation {
  id: string;
  token: string | null;
  accept_url: string | null;
  expires_at: string;
}

/** An invitation nobody has accepted yet. */
export interface PendingInvitation {
  id: string;
  email: string;
  role: Role;
  project_ids: string[];
  invited_by: string;
  created_at: string;
  expires_at: string;
}

export interface Project {
  id: string;
  organization_id: string;
  key: string;
  name: string;
  description: string;
  version: number;
  created_at: string;
  updated_at: string;
  archived_at: string | null;
}

export interface Status {
  id: string;
  name: string;
  category: StatusCategory;
  color: string;
  position: number;
  wip_limit: number | null;
  version: number;
}

export interface Label {
  id: string;
  name: string;
  color: string;
  version: number;
}

/** Who edits the text of a task, and until when at the latest. */
export interface TaskLock {
  user_id: string;
  expires_at: string;
}

export interface Task {
  id: string;
  key: string;
  project_id: string;
  number: number;
  title: string;
  description: string;
  status_id: string;
  status_category: StatusCategory;
  priority: Priority;
  assignee_ids: string[];
  label_ids: string[];
  milestone_id: string | null;
  parent_id: string | null;
  start_date: string | null;
  due_date: string | null;
  estimate: number | null;
  rank: string;
  version: number;
  created_by: string;
  created_at: string;
  updated_at: string;
  updated_by: string;
  started_at: string | null;
  completed_at: string | null;
  archived_at: string | null;
  lock: TaskLock | null;
  comment_count: number;
  attachment_count: number;
  subtask_count: number;
}

/** The members of a task that a person edits; a PATCH names any of them. */
export type TaskPatch = Partial<
  Pick<
    Task,
    | 'title'
    | 'description'
    | 'status_id'
    | 'priority'
    | 'assignee_ids'
    | 'label_ids'
    | 'milestone_id'
    | 'parent_id'
    | 'start_date'
    | 'due_date'
    | 'estimate'
  >
>;

export interface NewTask extends TaskPatch {
  title: string;
  id?: string;
}

/** A merged answer is the task and the fields that came from the other side's and this side's edits together. */
export type TaskAnswer = Task & { merged_fields?: string[] };

export interface TaskMove {
  status_id: string;
  after_task_id?: string;
  before_task_id?: string;
  version?: number;
}

/** What the board knows of a task. */
export type Card = Pick<
  Task,
  | 'id'
  | 'key'
  | 'number'
  | 'title'
  | 'status_id'
  | 'status_category'
  | 'priority'
  | 'assignee_ids'
  | 'label_ids'
  | 'milestone_id'
  | 'parent_id'
  | 'start_date'
  | 'due_date'
  | 'estimate'
  | 'rank'
  | 'version'
  | 'updated_at'
  | 'comment_count'
  | 'attachment_count'
  | 'subtask_count'
>;

export interface BoardColumn {
  status: Status;
  count: number;
  items: Card[];
  next_cursor: string | null;
}

export interface Person {
  id: string;
  display_name: string;
}

export interface Board {
  project: Project;
  columns: BoardColumn[];
  labels: Label[];
  members: Person[];
  epoch: string;
  seq: number;
}

export interface Envelope {
  seq: number;
  id: string;
  type: string;
  project_id: string;
  organization_id: string;
  actor: { id: string; name: string };
  at: string;
  resource: { type: string; id: string; key: string | null; version: number };
  changes: Record<string, { from: unknown; to: unknown }>;
  data: Record<string, unknown> | null;
}

export interface Watcher {
  id: string;
  name: string;
}

export interface Changes {
  items: Envelope[];
  epoch: string;
  head: number;
  reset: boolean;
}

export interface ImportRow {
  row: number;
  message: string;
}

export type ImportStatus = 'queued' | 'running' | 'ready' | 'failed';

export interface ImportProgress {
  id: string;
  status: ImportStatus;
  dry_run: boolean;
  progress: number;
  rows_total: number;
  created: number;
  updated: number;
  unchanged: number;
  failed: number;
  errors: ImportRow[];
  warnings: ImportRow[];
}
