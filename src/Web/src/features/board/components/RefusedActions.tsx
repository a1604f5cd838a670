import type { Card } from '@/shared/api/types';
import { useT } from '@/shared/i18n/useT';
import { useUi } from '@/shared/lib/uiStore';
import { taskWrites, useTaskWrites } from '@/shared/sync/taskWrites';
import type { WriteState } from '@/shared/sync/write';
import { Button } from '@/shared/ui/Button';

interface RefusedActionsProps {
  card: Card;
  state: WriteState;
}

/** What a person can do about a write the server refused, on the card itself. */
export function RefusedActions({ card, state }: RefusedActionsProps) {
  const t = useT();
  const compare = useUi((ui) => ui.compare);
  const writes = useTaskWrites(card.id);
  const failed = writes.filter((write) => write.state === 'failed');

  return (
    <div className="relative z-10 flex flex-wrap gap-1">
      {state === 'failed' && (
        <>
          <Button onClick={() => failed.forEach((write) => taskWrites.retry(write.intent))}>{t('common.retry')}</Button>
          <Button variant="ghost" onClick={() => failed.forEach((write) => taskWrites.discard(write.intent))}>
            {t('board.card.discard')}
          </Button>
        </>
      )}
      {state === 'conflict' && <Button onClick={() => compare(card.id)}>{t('board.card.decide')}</Button>}
    </div>
  );
}
