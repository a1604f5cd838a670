import { useT } from '@/shared/i18n/useT';
import { Button } from '@/shared/ui/Button';

/** Says that the text comes from an earlier visit and was never sent. */
export function DraftNotice({ onDiscard }: { onDiscard: () => void }) {
  const t = useT();
  return (
    <p role="status" className="flex items-center gap-2 text-xs text-warn">
      {t('tasks.draft.restored')}
      <Button variant="ghost" onClick={onDiscard}>
        {t('tasks.draft.discard')}
      </Button>
    </p>
  );
}
