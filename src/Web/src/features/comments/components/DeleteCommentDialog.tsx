import type { Comment } from '@/shared/api/commentTypes';
import { useT } from '@/shared/i18n/useT';
import { ConfirmDialog } from '@/shared/ui/Dialog';

interface DeleteCommentDialogProps {
  open: boolean;
  comment: Comment;
  onOpenChange: (open: boolean) => void;
  onConfirm: () => void;
}

export function DeleteCommentDialog({ open, comment, onOpenChange, onConfirm }: DeleteCommentDialogProps) {
  const t = useT();
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      danger
      title={t('comments.deleteTitle', { name: comment.author.name })}
      confirmLabel={t('comments.delete')}
      onConfirm={onConfirm}
    >
      <p>{t('comments.deleteText')}</p>
    </ConfirmDialog>
  );
}
