import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import { keys } from '@/shared/api/keys';
import type { Board, Changes, Page, Task } from '@/shared/api/types';
import { appendPage, indexBoard, newerOf, type BoardModel } from './model';

const cardsPerColumn = 500;
const pageSize = 200;

/** One snapshot; the log of changes keeps it fresh, so it never goes stale by itself. */
export const boardQuery = (projectId: string) =>
  queryOptions({
    queryKey: keys.board(projectId),
    queryFn: async ({ signal, client }) => {
      const board = await api.get<Board>(`/api/projects/${projectId}/board`, {
        signal,
        query: { limit: cardsPerColumn },
      });
      return newerOf(client.getQueryData<BoardModel>(keys.board(projectId)), indexBoard(board));
    },
    staleTime: Infinity,
    structuralSharing: false,
  });

export const readChanges = (projectId: string, after: number, limit: number, signal: AbortSignal) =>
  api.get<Changes>(`/api/projects/${projectId}/changes`, { signal, query: { after, limit } });

/** Appends the next cards of a column to the board. */
export async function loadMore(
  client: QueryClient,
  projectId: string,
  statusId: string,
  cursor: string,
): Promise<void> {
  const page = await api.get<Page<Task>>(`/api/projects/${projectId}/tasks`, {
    query: { status_id: statusId, sort: 'rank', limit: pageSize, cursor },
  });
  client.setQueryData<BoardModel>(
    keys.board(projectId),
    (model) => model && appendPage(model, statusId, page.items, page.next_cursor),
  );
}
