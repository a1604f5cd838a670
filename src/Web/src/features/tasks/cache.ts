import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { putCard, removeCard, type BoardModel } from '@/features/board/model';
import { keys } from '@/shared/api/keys';
import type { Envelope, Page, Task, TaskLock } from '@/shared/api/types';

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

/** The task left the board and the lists; its own page shows that it is archived. */
export function applyArchived(client: QueryClient, projectId: string, taskId: string): void {
  client.setQueryData<BoardModel>(keys.board(projectId), (model) => model && removeCard(model, taskId));
  void client.invalidateQueries(copiesOf(taskId));
  void refreshLists(client, projectId);
}

/** Reads the task again if what is shown is older than the log says. */
export function refreshTask(client: QueryClient, { id, version }: Envelope['resource']): void {
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

/** Lists whose filters or order may place a task elsewhere now. What is on the screen shows the edit already and does not jump. */
export function staleLists(client: QueryClient, projectId: string): Promise<void> {
  return client.invalidateQueries({ queryKey: keys.tasks(projectId), refetchType: 'none' });
}

/** Lists that lack a task or show one too many. */
export function refreshLists(client: QueryClient, projectId: string): Promise<void> {
  return client.invalidateQueries({ queryKey: keys.tasks(projectId) });
}
