import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { useMe, useMembership } from '@/features/auth/api';
import { membersQuery } from '@/features/members/api';
import { projectQuery } from '@/features/projects/api';
import type { Task } from '@/shared/api/types';
import { useT } from '@/shared/i18n/useT';
import { uuid7 } from '@/shared/lib/uuid7';
import { taskWrites, useTaskWrites } from '@/shared/sync/taskWrites';
import { useDraft } from '@/shared/sync/useDraft';
import { isOfComment, type CommentChange } from '@/shared/sync/write';
import { Button } from '@/shared/ui/Button';
import { ErrorState } from '@/shared/ui/ErrorState';
import { Loading } from '@/shared/ui/Loading';
import { commentsQuery } from '../api';
import { entriesOf, mayDelete, mentionable } from '../model';
import { CommentEditor } from './CommentEditor';
import { CommentRow } from './CommentRow';

/** What people say about a task, oldest first, and the place to say more. */
export default function Comments({ task }: { task: Task }) {
  const t = useT();
  const { user } = useMe();
  const { data: project } = useQuery(projectQuery(task.project_id));
  const organizationId = project?.organization_id ?? '';
  const { data: members } = useQuery({ ...membersQuery(organizationId), enabled: project !== undefined });
  const role = useMembership(organizationId)?.role;
  const list = useInfiniteQuery(commentsQuery(task.id));
  const allWrites = useTaskWrites(task.id);
  const writes = useMemo(() => allWrites.filter(({ change }) => isOfComment(change)), [allWrites]);
  const area = useRef<HTMLTextAreaElement>(null);

  // Where no log is followed the open task still tells that somebody commented.
  const counted = useRef(task.comment_count);
  const { refetch } = list;
  useEffect(() => {
    if (counted.current === task.comment_count) return;
    counted.current = task.comment_count;
    void refetch();
  }, [task.comment_count, refetch]);

  const people = mentionable(members ?? [], task.project_id);
  const entries = entriesOf(list.data?.pages ?? [], writes, { id: user.id, name: user.display_name });
  const closed = task.archived_at !== null || !project || project.archived_at !== null;
  const last = writes.findLast(({ change }) => change.kind === 'comment');

  // What the queue holds is shown as a comment already; the draft of it is not restored beside it.
  const queued = last?.change.kind === 'comment' ? last.change.body : '';
  const draft = useDraft(task.id, 'comment', queued, 0);
  const body = draft.text ?? '';

  const write = (change: CommentChange, base?: number) =>
    taskWrites.add({ projectId: task.project_id, taskId: task.id, subject: task.key, base, change });
  const onWrite = (text: string) => (text === '' ? draft.discard() : draft.write(text));

  if (list.isPending) return <Loading />;
  if (list.isError && !list.data) return <ErrorState error={list.error} onRetry={() => void refetch()} />;

  return (
    <div className="flex flex-col gap-3">
      {entries.length === 0 && <p className="text-fg-muted">{t('comments.none')}</p>}
      <ol aria-label={t('comments.title')} className="flex flex-col gap-3 empty:hidden">
        {entries.map((entry) => {
          const own = entry.comment.author.id === user.id;
          return (
            <CommentRow
              key={entry.comment.id}
              entry={entry}
              people={people}
              editable={own && !closed}
              deletable={mayDelete(role, own) && !closed}
              onEdit={(id, text, version) => write({ kind: 'edit-comment', id, body: text }, version)}
              onDelete={(id) => write({ kind: 'delete-comment', id })}
              onTakeBack={(text) => {
                draft.write(body === '' ? text : `${text}\n\n${body}`);
                area.current?.focus();
              }}
            />
          );
        })}
      </ol>
      {list.hasNextPage && (
        <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()} className="self-start">
          {t('comments.more')}
        </Button>
      )}
      <p role="status" className="sr-only">
        {last && t(`comments.state.${last.state}`)}
      </p>
      {!closed && (
        <CommentEditor
          label={t('comments.new')}
          placeholder={t('comments.placeholder')}
          area={area}
          body={body}
          people={people}
          submitLabel={t('comments.send')}
          onWrite={onWrite}
          onSubmit={() => {
            write({ kind: 'comment', id: uuid7(), body });
            draft.submit();
            requestAnimationFrame(() => area.current?.focus());
          }}
        />
      )}
      {draft.restored && (
        <p role="status" className="flex items-center gap-2 text-xs text-warn">
          {t('tasks.draft.restored')}
          <Button variant="ghost" onClick={draft.discard}>
            {t('tasks.draft.discard')}
          </Button>
        </p>
      )}
    </div>
  );
}
