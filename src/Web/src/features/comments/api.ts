import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import { keys } from '@/shared/api/keys';
import type { Comment } from '@/shared/api/commentTypes';
import type { Envelope, Page } from '@/shared/api/types';

const pageSize = 50;

/** Oldest first, deleted ones in their place. */
export const commentsQuery = (taskId: string) =>
  infiniteQueryOptions({
    queryKey: keys.comments(taskId),
    queryFn: ({ signal, pageParam }) =>
      api.get<Page<Comment>>(`/api/tasks/${taskId}/comments`, {
        signal,
        query: { limit: pageSize, cursor: pageParam },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  });

/** The newest edits of a comment, as of a version: another version is another answer. */
export const commentHistoryQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: [...keys.commentHistory(id), version],
    queryFn: ({ signal }) => api.get<Page<Envelope>>(`/api/comments/${id}/history`, { signal, query: { limit: 200 } }),
    staleTime: Infinity,
  });
