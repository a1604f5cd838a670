import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { commentedTasks, refreshComments } from '@/features/comments/cache';
import { refreshTask, staleLists } from '@/features/tasks/cache';
import { keys } from '@/shared/api/keys';
import type { Envelope, Me, Page, Status, Task } from '@/shared/api/types';
import { taskWrites } from '@/shared/sync/taskWrites';

/** Carries what the log of a project tells to everything but the board; `reread` has the lists and counts read again. */
export function followLog(
  client: QueryClient,
  projectId: string,
  envelopes: readonly Envelope[],
  reread: () => void,
): void {
  const stale = (queryKey: readonly unknown[], exact = false) => void client.invalidateQueries({ queryKey, exact });
  const ofTasks = envelopes.filter(({ resource }) => resource.type === 'task');
  const commented = commentedTasks(envelopes);
  const types = new Set(envelopes.map(({ resource }) => resource.type));

  patchLists(client, projectId, ofTasks);
  const me = client.getQueryData<Me>(keys.me)?.user.id;
  if (ofTasks.every((envelope) => isOwnEdit(envelope, me))) void staleLists(client, projectId);
  else reread();

  for (const { resource } of ofTasks) refreshTask(client, resource);
  for (const id of commented) {
    refreshComments(client, id);
    refreshTask(client, { id });
  }
  for (const id of new Set([...ofTasks.map(({ resource }) => resource.id), ...commented])) stale(keys.taskHistory(id));

  if (envelopes.some(({ type }) => type === 'task.linked' || type === 'task.unlinked')) stale(keys.everyLink);
  if (types.has('milestone') || ofTasks.some(({ changes }) => changes.milestone_id)) stale(keys.milestones(projectId));
  if (types.has('view')) stale(keys.views(projectId));
  if (types.has('status')) stale(keys.statuses(projectId));
  if (types.has('label')) stale(keys.labels(projectId));
  if (types.has('project')) {
    stale(keys.project(projectId), true);
    stale(keys.projects(envelopes[0]!.organization_id));
  }
}

/** An edit that was made on this page: what is on its screen shows it, and must not jump under its hands. */
function isOwnEdit({ type, resource, actor }: Envelope, me: string | undefined): boolean {
  if (actor.id !== me || (type !== 'task.updated' && type !== 'task.moved')) return false;
  return taskWrites.snapshot().some((write) => {
    if (write.change.kind !== 'patch' && write.change.kind !== 'move') return false;
    const isAnswer = write.answered !== undefined && resource.version <= write.answered;
    return write.taskId === resource.id && (write.state === 'sending' || isAnswer);
  });
}

/** Rows show at once what changed; that another order or filter result follows from it is read. */
function patchLists(client: QueryClient, projectId: string, envelopes: readonly Envelope[]): void {
  const byId = new Map<string, Envelope[]>();
  for (const envelope of envelopes)
    byId.set(envelope.resource.id, [...(byId.get(envelope.resource.id) ?? []), envelope]);
  const statuses = client.getQueryData<Status[]>(keys.statuses(projectId));

  client.setQueriesData<InfiniteData<Page<Task>>>({ queryKey: keys.tasks(projectId) }, (data) => {
    if (!data?.pages.some(({ items }) => items.some(({ id }) => byId.has(id)))) return data;
    const patched = (task: Task) => (byId.get(task.id) ?? []).reduce((old, next) => patch(old, next, statuses), task);
    return { ...data, pages: data.pages.map((page) => ({ ...page, items: page.items.map(patched) })) };
  });
}

/** Only right after the version that is shown: what lies between is not known here. */
function patch(task: Task, { resource, changes, at }: Envelope, statuses: readonly Status[] | undefined): Task {
  if (resource.version !== task.version + 1) return task;
  const fields = Object.entries(changes).flatMap(([field, { to }]) => (field in task ? [[field, to]] : []));
  const next = { ...task, ...Object.fromEntries(fields), version: resource.version, updated_at: at } as Task;
  const status = statuses?.find(({ id }) => id === next.status_id);
  return { ...next, status_category: status?.category ?? next.status_category };
}
