import { useT } from '@/shared/i18n/useT';
import { useUi } from '@/shared/lib/uiStore';
import { useDrafts } from '@/shared/sync/drafts';
import { taskWrites } from '@/shared/sync/taskWrites';
import { targetOf, type Write } from '@/shared/sync/write';
import { Button } from '@/shared/ui/Button';
import { RefusalBox } from '@/shared/ui/RefusalBox';
import { describeError } from '@/shared/ui/writeError';

interface RefusedCommentProps {
  write: Write;
  /** Takes the text back to where it is written. */
  onTakeBack?: ((body: string) => void) | undefined;
}

/** Under a comment whose change did not go in; what was written stays in sight. */
export function RefusedComment({ write, onTakeBack }: RefusedCommentProps) {
  const t = useT();
  const drafts = useDrafts();
  const compare = useUi((ui) => ui.compare);
  const { change } = write;

  const forget = () => {
    if (change.kind === 'comment') drafts.settle(write.taskId, 'comment', change.body);
    if (change.kind === 'edit-comment') drafts.drop(targetOf(write), 'body');
    taskWrites.discard(write.intent);
  };

  if (write.state === 'conflict')
    return (
      <RefusalBox
        actions={
          <Button variant="primary" onClick={() => compare(write.taskId)}>
            {t('tasks.conflict.open')}
          </Button>
        }
      >
        <p className="font-medium">{t('comments.conflict')}</p>
        <p className="text-fg-muted">{t('tasks.conflict.waits')}</p>
      </RefusalBox>
    );

  return (
    <RefusalBox
      actions={
        <>
          <Button onClick={() => taskWrites.retry(write.intent)}>{t('common.retry')}</Button>
          {onTakeBack && change.kind === 'comment' && (
            <Button
              onClick={() => {
                forget();
                onTakeBack(change.body);
              }}
            >
              {t('comments.takeBack')}
            </Button>
          )}
          <Button variant="ghost" onClick={forget}>
            {t('common.discard')}
          </Button>
        </>
      }
    >
      <p>{describeError(t, write.error)}</p>
    </RefusalBox>
  );
}
