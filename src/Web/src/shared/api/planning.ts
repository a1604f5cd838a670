import type { StatusCategory } from './types';

/** `open_count` and `done_count` leave out canceled and archived tasks. */
export interface Milestone {
  id: string;
  project_id: string;
  name: string;
  description: string;
  start_date: string | null;
  end_date: string | null;
  state: 'open' | 'closed';
  version: number;
  open_count: number;
  done_count: number;
}

export type LinkType = 'blocks' | 'relates' | 'duplicates';

/** A link as one of its tasks sees it: `task` is the other one. */
export interface TaskLink {
  id: string;
  type: LinkType;
  direction: 'outgoing' | 'incoming';
  task: { id: string; key: string; title: string; status_category: StatusCategory };
}

/** What became of one task of a bulk edit: the status that the single call would have had. */
export interface BulkItem {
  task_id: string;
  status: number;
  version: number | null;
  error: { error_code: string; message: string; details: Record<string, unknown> } | null;
}

export interface BulkAnswer {
  items: BulkItem[];
}

export type ViewLayout = 'board' | 'list';

/** A question to the tasks of a project that somebody keeps; `filter` is in the grammar that lists understand. */
export interface SavedView {
  id: string;
  project_id: string;
  owner_id: string;
  name: string;
  filter: string;
  sort: string;
  layout: ViewLayout;
  shared: boolean;
  version: number;
  created_at: string;
  updated_at: string;
}
