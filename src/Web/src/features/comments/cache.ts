import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { keys } from '@/shared/api/keys';
import type { Comment } from '@/shared/api/commentTypes';
import type { Envelope, Page } from '@/shared/api/types';

type Pages = InfiniteData<Page<Comment>, string | null>;

/** Puts the server's answer into the list of its task; an older version never replaces a newer one. */
export function applyComment(client: QueryClient, comment: Comment): void {
  client.setQueryData<Pages>(keys.comments(comment.task_id), (data) => data && put(data, comment));
}

function put(data: Pages, comment: Comment): Pages {
  const known = data.pages.some((page) => page.items.some((one) => one.id === comment.id));
  const last = data.pages.length - 1;
  const newer = (old: Comment) => (old.id === comment.id && old.version <= comment.version ? comment : old);
  return {
    ...data,
    pages: data.pages.map((page, index) => {
      if (known) return { ...page, items: page.items.map(newer) };
      // Behind pages that are not loaded: it is shown at the end, and its own page brings it once more.
      return index === last ? { ...page, items: [...page.items, comment] } : page;
    }),
  };
}

export function refreshComments(client: QueryClient, taskId: string): void {
  void client.invalidateQueries({ queryKey: keys.comments(taskId) });
}

/** The tasks of which the log says that somebody commented. */
export function commentedTasks(envelopes: readonly Envelope[]): string[] {
  const ids = envelopes.flatMap(({ resource, data }) =>
    resource.type === 'comment' && typeof data?.task_id === 'string' ? data.task_id : [],
  );
  return [...new Set(ids)];
}
