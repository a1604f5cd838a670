import { toList, type TaskFilters } from '@/shared/api/taskFilters';
import type { Card, Status } from '@/shared/api/types';
import { perTask } from '@/shared/sync/bulk';
import { overlay, worstState, type Change, type Placement, type Write, type WriteState } from '@/shared/sync/write';
import type { BoardModel } from './model';

export interface ViewColumn {
  status: Status;
  /** What the column shows: loaded, with pending writes on top, filtered. */
  cards: readonly Card[];
  /** All cards of the column on the server, as far as known. */
  count: number;
  nextCursor: string | null;
}

export interface BoardView {
  columns: readonly ViewColumn[];
  states: ReadonlyMap<string, WriteState>;
}

/**
 * What the person sees: the server's board with everything on top that it has not confirmed. `allowed` are the tasks that a filter of the
 * grammar lets through; new ones show until the server knows them.
 */
export function viewBoard(
  model: BoardModel,
  writes: readonly Write[],
  filters: TaskFilters,
  allowed?: ReadonlySet<string>,
): BoardView {
  const mine = perTask(writes.filter((write) => write.projectId === model.project.id));
  const ids = new Map([...model.columns].map(([id, column]) => [id, column.ids]));
  const cards = mine.length > 0 ? applyWrites(model, mine, ids) : model.cards;

  const matches = matcher(filters, allowed);
  const shown = toList(filters.status_id);
  const columns = model.statuses
    .filter((status) => shown.length === 0 || shown.includes(status.id))
    .map((status): ViewColumn => {
      const loaded = ids.get(status.id) ?? [];
      const column = model.columns.get(status.id);
      const all = loaded.flatMap((id) => cards.get(id) ?? []);
      return {
        status,
        cards: matches ? all.filter(matches) : all,
        count: (column?.count ?? 0) + loaded.length - (column?.ids.length ?? 0),
        nextCursor: column?.nextCursor ?? null,
      };
    });
  return { columns, states: statesOf(mine) };
}

function applyWrites(model: BoardModel, writes: readonly Write[], ids: Map<string, readonly string[]>) {
  const cards = new Map(model.cards);
  for (const taskId of new Set(writes.map((write) => write.taskId))) {
    const card = cards.get(taskId);
    if (card) cards.set(taskId, overlay(card, writes));
  }

  for (const write of writes) {
    const { change, taskId, state } = write;
    const card = model.cards.get(taskId);
    const visible = state !== 'failed' && state !== 'conflict';
    if (change.kind === 'create' && !card) {
      cards.set(taskId, newCard(change.task, model));
      place(ids, taskId, { status_id: change.task.status_id });
    } else if (archives(change) && visible) {
      for (const [status, column] of ids)
        if (column.includes(taskId))
          ids.set(
            status,
            column.filter((id) => id !== taskId),
          );
    } else if (visible && !(card && write.answered !== undefined && card.version >= write.answered)) {
      if (change.kind === 'move') place(ids, taskId, change.move);
      else {
        const status = statusIn(change);
        if (status && status !== card?.status_id) place(ids, taskId, { status_id: status });
      }
    }
  }
  return cards;
}

const archives = (change: Change) =>
  change.kind === 'archive' || (change.kind === 'bulk' && change.edit.archived === true);

function statusIn(change: Change): string | undefined {
  if (change.kind === 'patch') return change.patch.status_id;
  return change.kind === 'bulk' ? change.edit.status_id : undefined;
}

function place(ids: Map<string, readonly string[]>, taskId: string, to: Placement): void {
  for (const [status, column] of ids)
    if (column.includes(taskId))
      ids.set(
        status,
        column.filter((id) => id !== taskId),
      );
  const column = ids.get(to.status_id) ?? [];
  const above = to.after_task_id === undefined ? -1 : column.indexOf(to.after_task_id);
  const below = to.before_task_id === undefined ? -1 : column.indexOf(to.before_task_id);
  const index = above >= 0 ? above + 1 : below >= 0 ? below : column.length;
  ids.set(to.status_id, column.toSpliced(index, 0, taskId));
}

function newCard(task: { id: string; status_id: string; title: string } & Partial<Card>, model: BoardModel): Card {
  return {
    key: '',
    number: 0,
    status_category: model.statuses.find((status) => status.id === task.status_id)?.category ?? 'backlog',
    priority: 'none',
    assignee_ids: [],
    label_ids: [],
    milestone_id: null,
    parent_id: null,
    start_date: null,
    due_date: null,
    estimate: null,
    rank: '',
    version: 0,
    updated_at: new Date().toISOString(),
    comment_count: 0,
    attachment_count: 0,
    subtask_count: 0,
    ...task,
  };
}

function statesOf(writes: readonly Write[]): ReadonlyMap<string, WriteState> {
  const states = new Map<string, WriteState>();
  for (const { taskId } of writes) {
    if (states.has(taskId)) continue;
    const state = worstState(writes.filter((write) => write.taskId === taskId));
    if (state) states.set(taskId, state);
  }
  return states;
}

function matcher(
  filters: TaskFilters,
  allowed: ReadonlySet<string> | undefined,
): ((card: Card) => boolean) | undefined {
  const words = (filters.q ?? '').toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const assignees = toList(filters.assignee_id);
  const labels = toList(filters.label_id);
  const milestones = toList(filters.milestone_id);
  const priorities = toList(filters.priority);
  const wanted = [words, assignees, labels, milestones, priorities];
  if (!allowed && wanted.every((values) => values.length === 0)) return undefined;

  return (card) => {
    const text = `${card.key} ${card.title}`.toLocaleLowerCase();
    return (
      (!allowed || card.key === '' || allowed.has(card.id)) &&
      words.every((word) => text.includes(word)) &&
      (assignees.length === 0 || assignees.some((id) => card.assignee_ids.includes(id))) &&
      (labels.length === 0 || labels.some((id) => card.label_ids.includes(id))) &&
      (milestones.length === 0 || milestones.includes(card.milestone_id ?? '')) &&
      (priorities.length === 0 || priorities.includes(card.priority))
    );
  };
}
