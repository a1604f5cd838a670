import { useT } from '@/shared/i18n/useT';
import { Button } from '@/shared/ui/Button';
import { MarkdownText } from '@/shared/ui/MarkdownText';
import { RefusalBox } from '@/shared/ui/RefusalBox';

interface DeletedDraftProps {
  text: string;
  onTakeBack: () => void;
  onDiscard: () => void;
}

/** What its author was writing in a comment that was deleted meanwhile. */
export function DeletedDraft({ text, onTakeBack, onDiscard }: DeletedDraftProps) {
  const t = useT();
  return (
    <>
      <MarkdownText text={text} empty={t('common.none')} />
      <RefusalBox
        actions={
          <>
            <Button onClick={onTakeBack}>{t('comments.takeToNew')}</Button>
            <Button variant="ghost" onClick={onDiscard}>
              {t('common.discard')}
            </Button>
          </>
        }
      >
        <p>{t('comments.deletedWhileEdited')}</p>
      </RefusalBox>
    </>
  );
}
