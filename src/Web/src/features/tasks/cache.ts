import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { putCard, removeCard, type BoardModel } from '@/features/board/model';
import { keys } from '@/shared/api/keys';
import type { Card, Page, Status, Task, TaskLock } from '@/shared/api/types';
import { applyEdit, type BulkEdit } from '@/shared/sync/bulk';
import type { Write } from '@/shared/sync/write';

/** Puts the server's answer wherever the task is shown; an older version never replaces a newer one. */
export function applyTask(client: QueryClient, task: Task): void {
  const newer = (old: Task | undefined) => (old && old.version > task.version ? old : task);
  client.setQueryData<Task>(keys.task(task.id), newer);
  client.setQueryData<Task>(keys.task(task.key), newer);
  client.setQueryData<BoardModel>(keys.board(task.project_id), (model) => model && putCard(model, task));

  client.setQueriesData<InfiniteData<Page<Task>>>(
    { queryKey: keys.tasks(task.project_id) },
    (data) =>
      data && {
        ...data,
        pages: data.pages.map((page) =>
          page.items.some((item) => item.id === task.id)
            ? { ...page, items: page.items.map((item) => (item.id === task.id ? newer(item) : item)) }
            : page,
        ),
      },
  );
}

/** Puts what a bulk edit changed where its tasks are shown. Lists with a copy that was not the latest before it are read again. */
export function applyBulk(client: QueryClient, { change, projectId, results = [] }: Write): void {
  if (change.kind !== 'bulk') return;
  const { edit } = change;
  const versions = new Map(results.map(({ task_id: id, version }) => [id, version]));
  const status = client.getQueryData<Status[]>(keys.statuses(projectId))?.find(({ id }) => id === edit.status_id);
  let known = edit.archived === undefined && !results.some(({ error }) => error);
  const edited = <T extends Pick<Task, 'id' | 'version'>>(task: T): T => {
    const version = versions.get(task.id) ?? task.version;
    known &&= version <= task.version + 1;
    if (version !== task.version + 1) return task;
    return { ...applyEdit(task, edit), version, ...(status && { status_category: status.category }) };
  };

  client.setQueryData<BoardModel>(
    keys.board(projectId),
    (model) => model && changeCards(model, versions, edited, edit),
  );
  client.setQueriesData<InfiniteData<Page<Task>>>(
    { queryKey: keys.tasks(projectId) },
    (data) => data && { ...data, pages: data.pages.map((page) => ({ ...page, items: page.items.map(edited) })) },
  );
  for (const id of versions.keys()) void client.invalidateQueries(copiesOf(id));
  refreshCounts(client, projectId);
  void (known ? staleLists : refreshLists)(client, projectId);
}

function changeCards(
  model: BoardModel,
  versions: ReadonlyMap<string, number | null>,
  edited: (card: Card) => Card,
  { archived }: BulkEdit,
): BoardModel {
  let next = model;
  for (const [id, version] of versions) {
    const card = model.cards.get(id);
    if (card && version !== null) next = archived ? removeCard(next, id) : putCard(next, edited(card));
  }
  return next;
}

/** The task left the board and the lists; its own page shows that it is archived. */
export function applyArchived(client: QueryClient, projectId: string, taskId: string): void {
  client.setQueryData<BoardModel>(keys.board(projectId), (model) => model && removeCard(model, taskId));
  void client.invalidateQueries(copiesOf(taskId));
  void refreshLists(client, projectId);
}

/** Reads the task again if what is shown is older than the version that the log told of; anyhow, if it told of none. */
export function refreshTask(client: QueryClient, { id, version }: { id: string; version?: number }): void {
  void client.invalidateQueries(copiesOf(id, version));
}

/** Locking is no change of the task: it keeps its version. */
export function applyLock(client: QueryClient, taskId: string, lock: TaskLock | null): void {
  client.setQueriesData<Task>(copiesOf(taskId), (task) => task && { ...task, lock });
}

/** A task is cached under its id and under its key. */
function copiesOf(taskId: string, olderThan = Infinity) {
  return {
    queryKey: keys.everyTask,
    predicate: ({ state }: { state: { data: unknown } }) => {
      const task = state.data as Partial<Task> | undefined;
      return task?.id === taskId && (task.version ?? 0) < olderThan;
    },
  };
}

/** What counts tasks: the subtasks on the screen, and the milestones when they are looked at next. */
export function refreshCounts(client: QueryClient, projectId: string): void {
  void client.invalidateQueries({ queryKey: keys.everySubtask(projectId) });
  void client.invalidateQueries({ queryKey: keys.milestones(projectId), refetchType: 'none' });
}

/** Lists whose filters or order may place a task elsewhere now. What is on the screen shows the edit already and does not jump. */
export function staleLists(client: QueryClient, projectId: string): Promise<void> {
  void client.invalidateQueries({ queryKey: keys.matches(projectId) });
  return client.invalidateQueries({ queryKey: keys.tasks(projectId), refetchType: 'none' });
}

/** Lists that lack a task or show one too many. */
export function refreshLists(client: QueryClient, projectId: string): Promise<void> {
  void client.invalidateQueries({ queryKey: keys.matches(projectId) });
  return client.invalidateQueries({ queryKey: keys.tasks(projectId) });
}
