import { Pencil, Trash2 } from 'lucide-react';
import { Suspense, useRef, useState } from 'react';
import { useFormat } from '@/shared/i18n/useFormat';
import { useT } from '@/shared/i18n/useT';
import { cx } from '@/shared/lib/cx';
import { lazyPart } from '@/shared/lib/lazyPart';
import type { Mentioned } from '@/shared/lib/mentions';
import { useDraft } from '@/shared/sync/useDraft';
import { Avatar } from '@/shared/ui/Avatar';
import { IconButton } from '@/shared/ui/Button';
import { MarkdownText } from '@/shared/ui/MarkdownText';
import { WriteMark } from '@/shared/ui/WriteMark';
import type { Entry } from '../model';
import { CommentEditor } from './CommentEditor';
import { DeletedDraft } from './DeletedDraft';
import { DeleteCommentDialog } from './DeleteCommentDialog';
import { RefusedComment } from './RefusedComment';

const CommentHistoryDialog = lazyPart(() => import('./CommentHistoryDialog'));

interface CommentRowProps {
  entry: Entry;
  people: readonly Mentioned[];
  editable: boolean;
  deletable: boolean;
  onEdit: (id: string, body: string, version: number) => void;
  onDelete: (id: string) => void;
  onTakeBack: (body: string) => void;
}

/** One comment: what it says, how far its last change has come, and what its reader may do with it. */
export function CommentRow({ entry, people, editable, deletable, onEdit, onDelete, onTakeBack }: CommentRowProps) {
  const t = useT();
  const format = useFormat();
  const { comment, write, unsent } = entry;
  const gone = comment.deleted_at !== null;
  const draft = useDraft(comment.id, 'body', comment.body, comment.version);
  const [asking, setAsking] = useState(false);
  const [comparing, setComparing] = useState(false);
  const edit = useRef<HTMLButtonElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const writing = editable && !unsent && !gone && draft.text !== undefined;
  const refused = write?.state === 'failed' || write?.state === 'conflict';
  const refusedEdit = refused && write.change.kind === 'edit-comment' ? write.change.body : undefined;
  // A refused edit shows its text itself.
  const left = gone && editable && draft.text !== refusedEdit ? draft.text : undefined;

  const begin = () => {
    draft.begin();
    requestAnimationFrame(() => area.current?.focus());
  };
  const close = () => requestAnimationFrame(() => edit.current?.focus());
  const save = () => {
    const body = draft.text;
    if (body === undefined || body === comment.body) draft.discard();
    else {
      onEdit(comment.id, body, draft.version);
      draft.submit();
    }
    close();
  };

  return (
    <li className="flex gap-2" data-comment={unsent ? 'unsent' : 'sent'}>
      <Avatar name={comment.author.name} className="mt-1" />
      <article
        aria-label={t('comments.by', { name: comment.author.name })}
        className="flex min-w-0 flex-1 flex-col gap-1"
      >
        <header className="flex min-h-7 flex-wrap items-center gap-x-2">
          <span className="font-medium">{comment.author.name}</span>
          {comment.created_at && (
            <time
              dateTime={comment.created_at}
              title={format.instant(comment.created_at)}
              className="text-xs text-fg-muted"
            >
              {format.ago(comment.created_at)}
            </time>
          )}
          {comment.version > 1 && !gone && (
            <button
              type="button"
              aria-label={t('comments.showEdits')}
              onClick={() => setComparing(true)}
              className="min-h-6 rounded-sm text-xs text-fg-muted underline hover:text-fg"
            >
              {t('comments.edited')}
            </button>
          )}
          {write && <WriteMark state={write.state} />}
          {!unsent && !gone && !writing && (
            <span className="ml-auto flex">
              {editable && (
                <IconButton ref={edit} label={t('comments.edit')} onClick={begin}>
                  <Pencil aria-hidden size={12} />
                </IconButton>
              )}
              {deletable && (
                <IconButton label={t('comments.delete')} onClick={() => setAsking(true)}>
                  <Trash2 aria-hidden size={12} />
                </IconButton>
              )}
            </span>
          )}
        </header>
        {gone && <p className="text-fg-muted italic">{t('comments.deleted')}</p>}
        {!gone && !writing && (
          <div className={cx(write?.change.kind === 'delete-comment' && 'opacity-60')}>
            <MarkdownText text={comment.body} empty={t('common.none')} />
          </div>
        )}
        {writing && (
          <CommentEditor
            label={t('comments.editLabel')}
            area={area}
            body={draft.text ?? ''}
            people={people}
            submitLabel={t('common.save')}
            onWrite={draft.write}
            onSubmit={save}
            onCancel={() => {
              draft.discard();
              close();
            }}
          />
        )}
        {writing && draft.restored && (
          <p role="status" className="text-xs text-warn">
            {t('tasks.draft.restored')}
          </p>
        )}
        {left !== undefined && (
          <DeletedDraft
            text={left}
            onTakeBack={() => {
              draft.discard();
              onTakeBack(left);
            }}
            onDiscard={draft.discard}
          />
        )}
        {gone && refusedEdit !== undefined && <MarkdownText text={refusedEdit} empty="" />}
        {write && refused && <RefusedComment write={write} onTakeBack={unsent ? onTakeBack : undefined} />}
      </article>
      <DeleteCommentDialog
        open={asking}
        comment={comment}
        onOpenChange={setAsking}
        onConfirm={() => {
          setAsking(false);
          onDelete(comment.id);
        }}
      />
      {comparing && (
        <Suspense>
          <CommentHistoryDialog comment={comment} onClose={() => setComparing(false)} />
        </Suspense>
      )}
    </li>
  );
}
