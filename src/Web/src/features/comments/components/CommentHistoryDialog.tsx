import { useQuery } from '@tanstack/react-query';
import type { Comment } from '@/shared/api/commentTypes';
import { useFormat } from '@/shared/i18n/useFormat';
import { useT } from '@/shared/i18n/useT';
import { toEditing } from '@/shared/lib/mentions';
import { Dialog } from '@/shared/ui/Dialog';
import { ErrorState } from '@/shared/ui/ErrorState';
import { Loading } from '@/shared/ui/Loading';
import TextDiff from '@/shared/ui/TextDiff';
import { commentHistoryQuery } from '../api';

/** What a comment said before each of its edits, newest first. */
export default function CommentHistoryDialog({ comment, onClose }: { comment: Comment; onClose: () => void }) {
  const t = useT();
  const format = useFormat();
  const { data, error, refetch } = useQuery(commentHistoryQuery(comment.id, comment.version));
  const edits = data?.items.filter(({ changes }) => changes.body);
  const said = (body: unknown) => toEditing(body as string).text;

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} width="lg" title={t('comments.historyTitle')}>
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : edits ? (
        <ol className="flex flex-col gap-3">
          {edits.map(({ id, at, changes }) => (
            <li key={id} className="flex flex-col gap-1">
              <time dateTime={at} title={format.instant(at)} className="text-xs text-fg-muted">
                {t('comments.editedAt', { when: format.ago(at) })}
              </time>
              <TextDiff
                label={t('comments.editOf', { when: format.instant(at) })}
                before={said(changes.body?.from)}
                after={said(changes.body?.to)}
              />
            </li>
          ))}
        </ol>
      ) : (
        <Loading />
      )}
    </Dialog>
  );
}
