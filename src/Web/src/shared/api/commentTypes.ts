/** A deleted one keeps its place without body and mentions. */
export interface Comment {
  id: string;
  task_id: string;
  body: string;
  author: { id: string; name: string };
  mentions: string[];
  version: number;
  created_at: string;
  updated_at: string;
  deleted_at: string | null;
}
