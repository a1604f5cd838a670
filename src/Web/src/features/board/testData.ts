import type { Board, Card, Envelope, Status } from '@/shared/api/types';
import { indexBoard, type BoardModel } from './model';

const status = (id: string, position: number): Status => ({
  id,
  name: id,
  category: id === 'done' ? 'done' : 'unstarted',
  color: '#888888',
  position,
  wip_limit: null,
  version: 1,
});

export function card(id: string, statusId: string, rank: string, more: Partial<Card> = {}): Card {
  return {
    id,
    key: id.toUpperCase(),
    number: 1,
    title: `Title of ${id}`,
    status_id: statusId,
    status_category: 'unstarted',
    priority: 'none',
    assignee_ids: [],
    label_ids: [],
    milestone_id: null,
    parent_id: null,
    start_date: null,
    due_date: null,
    estimate: null,
    rank,
    version: 1,
    updated_at: '2026-01-01T00:00:00Z',
    comment_count: 0,
    attachment_count: 0,
    subtask_count: 0,
    ...more,
  };
}

/** Columns `todo` with a, b, c and `done` with d. */
export function board(more: Partial<Board> = {}): BoardModel {
  return indexBoard({
    project: { id: 'p', organization_id: 'o', key: 'P', name: 'P', description: '' } as Board['project'],
    columns: [
      {
        status: status('todo', 0),
        count: 3,
        items: [card('a', 'todo', 'a0'), card('b', 'todo', 'a1'), card('c', 'todo', 'a2')],
        next_cursor: null,
      },
      { status: status('done', 1), count: 1, items: [card('d', 'done', 'a0')], next_cursor: null },
      { status: status('empty', 2), count: 0, items: [], next_cursor: null },
    ],
    labels: [],
    members: [],
    epoch: 'e',
    seq: 10,
    ...more,
  });
}

export function envelope(seq: number, id: string, version: number, more: Partial<Envelope> = {}): Envelope {
  return {
    seq,
    id: `event-${seq}`,
    type: 'task.updated',
    project_id: 'p',
    organization_id: 'o',
    actor: { id: 'u', name: 'Uma' },
    at: '2026-02-01T00:00:00Z',
    resource: { type: 'task', id, key: id.toUpperCase(), version },
    changes: {},
    data: null,
    ...more,
  };
}

export const idsOf = (model: BoardModel, statusId: string) => model.columns.get(statusId)?.ids;
