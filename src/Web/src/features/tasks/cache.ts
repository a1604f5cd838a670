import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { keys } from '@/shared/api/keys';
import type { Page, Task } from '@/shared/api/types';

/** Puts the server's answer wherever the task is shown; an older version never replaces a newer one. */
export function applyTask(client: QueryClient, task: Task): void {
  const newer = (old: Task | undefined) => (old && old.version > task.version ? old : task);
  client.setQueryData<Task>(keys.task(task.id), newer);
  client.setQueryData<Task>(keys.task(task.key), newer);

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

/** Lists whose filters or order may place the task elsewhere now. */
export function refreshLists(client: QueryClient, projectId: string): Promise<void> {
  return client.invalidateQueries({ queryKey: keys.tasks(projectId) });
}
