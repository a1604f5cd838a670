import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { BellRing } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useMe } from '@/features/auth/api';
import type { Envelope, Task } from '@/shared/api/types';
import { useT } from '@/shared/i18n/useT';
import { taskWrites, useTaskWrites } from '@/shared/sync/taskWrites';
import { Button, buttonClass } from '@/shared/ui/Button';
import { ErrorState } from '@/shared/ui/ErrorState';
import { Loading } from '@/shared/ui/Loading';
import { historyPagesQuery } from '../api';
import { useFieldNames } from '../useFieldNames';
import { useFieldWords } from '../useFieldWords';
import { useProjectParts } from '../useProjectParts';
import { isUndoable, revisionsOf } from './model';
import { Revision } from './Revision';

/** Everything that happened to a task, newest first; each change can be taken back by itself. */
export default function History({ task }: { task: Task }) {
  const t = useT();
  const me = useMe().user.id;
  const parts = useProjectParts(task.project_id);
  const say = useFieldWords(parts);
  const nameOf = useFieldNames();
  const writes = useTaskWrites(task.id);
  const list = useInfiniteQuery(historyPagesQuery(task.id));
  const { data, refetch } = list;
  const revisions = revisionsOf(data?.pages ?? []);
  const behind = data !== undefined && (revisions[0]?.resource.version ?? 0) < task.version;
  const editable = parts.editable && !task.archived_at;

  // Once per version: should the log lag behind, it is read with the next one.
  const asked = useRef(0);
  useEffect(() => {
    if (!behind || asked.current >= task.version) return;
    asked.current = task.version;
    void refetch();
  }, [behind, refetch, task.version]);

  const undo = ({ resource, changes }: Envelope) =>
    taskWrites.add({
      projectId: task.project_id,
      taskId: task.id,
      subject: task.key,
      base: undefined,
      change: { kind: 'undo', version: resource.version, changes },
    });

  if (list.isPending) return <Loading />;
  if (list.isError && !data) return <ErrorState error={list.error} onRetry={() => void refetch()} />;

  return (
    <div className="flex flex-col gap-3">
      <ol aria-label={t('tasks.history.title')} className="flex flex-col gap-3">
        {revisions.map((revision) => (
          <Revision
            key={revision.id}
            revision={revision}
            nameOf={nameOf}
            say={say}
            whoIs={parts.whoIs}
            write={writes.findLast(
              ({ change }) =>
                change.kind === 'undo' && isUndoable(revision) && change.version === revision.resource.version,
            )}
            onUndo={editable ? () => undo(revision) : undefined}
            journey={
              <Link
                to="/events/$eventId/journey"
                params={{ eventId: revision.id }}
                search={parts.manageable ? {} : { user_id: me }}
                className={buttonClass('ghost')}
              >
                <BellRing aria-hidden size={12} />
                {t('journey.whoWasTold')}
              </Link>
            }
          />
        ))}
      </ol>
      {list.hasNextPage && (
        <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()} className="self-start">
          {t('tasks.history.more')}
        </Button>
      )}
    </div>
  );
}
