import type { Board, Card, Envelope, Label, Person, Project, Status, Task } from '@/shared/api/types';

export interface Column {
  /** All cards of the column on the server, loaded or not. */
  count: number;
  /** The loaded ones by rank. */
  ids: readonly string[];
  nextCursor: string | null;
}

/** One snapshot of a board, indexed once; every change makes a new one that shares what did not change. */
export interface BoardModel {
  project: Project;
  epoch: string;
  seq: number;
  statuses: readonly Status[];
  columns: ReadonlyMap<string, Column>;
  cards: ReadonlyMap<string, Card>;
  labels: readonly Label[];
  members: readonly Person[];
}

const emptyColumn: Column = { count: 0, ids: [], nextCursor: null };

/** Ranks are compared byte by byte as the server does, never by a language's rules; equal ranks go by id. */
function precedes(a: Card, b: Card): boolean {
  return a.rank === b.rank ? a.id < b.id : a.rank < b.rank;
}

/** By the reader's own calendar. */
export function isOverdue(card: Card, now = new Date()): boolean {
  if (card.due_date === null || card.status_category === 'done' || card.status_category === 'canceled') return false;
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0'));
  return card.due_date < today.join('-');
}

export function indexBoard(board: Board): BoardModel {
  const cards = new Map<string, Card>();
  const columns = new Map<string, Column>();
  for (const { status, count, items, next_cursor } of board.columns) {
    for (const card of items) cards.set(card.id, card);
    columns.set(status.id, { count, ids: items.map((card) => card.id), nextCursor: next_cursor });
  }
  const { project, epoch, seq, labels, members } = board;
  return { project, epoch, seq, labels, members, cards, columns, statuses: board.columns.map((one) => one.status) };
}

/** A snapshot that was read before the answer to a write of ours keeps that answer. */
export function newerOf(previous: BoardModel | undefined, next: BoardModel): BoardModel {
  if (previous?.epoch !== next.epoch) return next;
  let model = next;
  for (const card of previous.cards.values()) {
    const read = next.cards.get(card.id);
    if (read && card.version > read.version) model = putCard(model, card);
  }
  return model;
}

/** Puts a card where its status and rank say; an older version never replaces a newer one. */
export function putCard(model: BoardModel, card: Card & Partial<Task>): BoardModel {
  const { description: _, archived_at: archivedAt, ...slim } = { description: '', archived_at: null, ...card };
  const old = model.cards.get(card.id);
  if (old && old.version > card.version) return model;
  if (archivedAt) return removeCard(model, card.id);

  const cards = new Map(model.cards);
  const columns = new Map(model.columns);
  const stays = old?.status_id === slim.status_id && old.rank === slim.rank;
  cards.set(card.id, slim);
  if (!stays) {
    if (old) takeOut(columns, old);
    putIn(columns, cards, slim);
  }
  return { ...model, cards, columns };
}

export function removeCard(model: BoardModel, id: string): BoardModel {
  const old = model.cards.get(id);
  if (!old) return model;
  const cards = new Map(model.cards);
  const columns = new Map(model.columns);
  cards.delete(id);
  takeOut(columns, old);
  return { ...model, cards, columns };
}

/** The next page of a column; cards that came by the log meanwhile are not doubled. */
export function appendPage(model: BoardModel, statusId: string, items: readonly Card[], next: string | null) {
  const column = model.columns.get(statusId) ?? emptyColumn;
  const cards = new Map(model.cards);
  const known = new Set(column.ids);
  const added = items.filter((card) => !known.has(card.id) && (cards.get(card.id)?.version ?? 0) <= card.version);
  for (const card of added) cards.set(card.id, card);
  const columns = new Map(model.columns);
  columns.set(statusId, { ...column, ids: [...column.ids, ...added.map((card) => card.id)], nextCursor: next });
  return { ...model, cards, columns };
}

export interface Applied {
  model: BoardModel;
  /** Tasks that came into view and whose cards are not known. */
  unknown: readonly string[];
  /** The shape of the board changed (statuses, labels, the project): read the snapshot again. */
  stale: boolean;
}

/** Applies envelopes in the order of the log, each exactly once. */
export function applyEnvelopes(start: BoardModel, envelopes: readonly Envelope[]): Applied {
  const unknown = new Set<string>();
  let model = start;
  let stale = false;

  for (const envelope of envelopes) {
    if (envelope.seq <= model.seq) continue;
    if (envelope.resource.type === 'task') {
      const next = applyTaskEnvelope(model, envelope);
      if (next) model = next;
      else unknown.add(envelope.resource.id);
    } else if (shapes.has(envelope.resource.type)) stale = true;
    model = { ...model, seq: envelope.seq };
  }
  return { model, unknown: [...unknown].filter((id) => !model.cards.has(id)), stale };
}

const shapes = new Set(['project', 'status', 'label']);

/** Undefined when the card would be needed to go on. */
function applyTaskEnvelope(model: BoardModel, envelope: Envelope): BoardModel | undefined {
  const { changes, resource, at } = envelope;
  const old = model.cards.get(resource.id);
  if (old && old.version >= resource.version) return model;

  if (!old) {
    const created = createdCard(model, envelope);
    return created && putCard(model, created);
  }
  if (changes.archived_at?.to) return removeCard(model, resource.id);

  const patch: Record<string, unknown> = {};
  for (const [field, change] of Object.entries(changes)) if (field in old) patch[field] = change.to;
  const statusId = (patch.status_id as string | undefined) ?? old.status_id;
  const status = model.statuses.find((one) => one.id === statusId);

  return putCard(model, {
    ...old,
    ...patch,
    status_category: status?.category ?? old.status_category,
    version: resource.version,
    updated_at: at,
  });
}

/** `data.task` has the fields that a person sets; the rest follows from its being new. */
function createdCard({ statuses }: BoardModel, { data, resource, at }: Envelope): Card | undefined {
  const fields = data?.task as (Partial<Task> & Pick<Task, 'number' | 'title' | 'status_id' | 'rank'>) | undefined;
  const status = statuses.find(({ id }) => id === fields?.status_id);
  if (!fields || !status || resource.key === null) return undefined;
  const { id, key, version } = resource;
  return {
    priority: 'none',
    assignee_ids: [],
    label_ids: [],
    milestone_id: null,
    parent_id: null,
    start_date: null,
    due_date: null,
    estimate: null,
    ...fields,
    ...{ id, key, version, status_category: status.category, updated_at: at },
    ...{ comment_count: 0, attachment_count: 0, subtask_count: 0 },
  };
}

function takeOut(columns: Map<string, Column>, card: Card): void {
  const column = columns.get(card.status_id);
  if (!column) return;
  columns.set(card.status_id, {
    ...column,
    count: Math.max(0, column.count - 1),
    ids: column.ids.filter((id) => id !== card.id),
  });
}

function putIn(columns: Map<string, Column>, cards: ReadonlyMap<string, Card>, card: Card): void {
  const column = columns.get(card.status_id) ?? emptyColumn;
  const place = placeOf(column.ids, cards, card);
  // Behind the loaded part nothing can be said about the order: the card comes with its page.
  const unloaded = place === column.ids.length && column.nextCursor !== null;
  columns.set(card.status_id, {
    ...column,
    count: column.count + 1,
    ids: unloaded ? column.ids : column.ids.toSpliced(place, 0, card.id),
  });
}

function placeOf(ids: readonly string[], cards: ReadonlyMap<string, Card>, card: Card): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = cards.get(ids[middle]!);
    if (other && precedes(other, card)) low = middle + 1;
    else high = middle;
  }
  return low;
}
