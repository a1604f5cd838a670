import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useT } from '@/shared/i18n/useT';
import { Button } from '@/shared/ui/Button';
import { describeError } from '@/shared/ui/writeError';
import { loadMore } from '../api';

interface LoadMoreProps {
  projectId: string;
  statusId: string;
  cursor: string;
  /** Cards of the column that are not loaded. */
  left: number;
}

export function LoadMore({ projectId, statusId, cursor, left }: LoadMoreProps) {
  const t = useT();
  const client = useQueryClient();
  const page = useMutation({ mutationFn: () => loadMore(client, projectId, statusId, cursor) });

  return (
    <div className="flex flex-col gap-1 py-1.5">
      {page.isError && (
        <p role="alert" className="text-xs text-danger">
          {describeError(t, page.error)}
        </p>
      )}
      <Button busy={page.isPending} onClick={() => page.mutate()}>
        {t('board.column.more', { count: left })}
      </Button>
    </div>
  );
}
