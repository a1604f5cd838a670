import { ApiError } from '@/shared/api/problem';
import { useFormat } from '@/shared/i18n/useFormat';
import { useT } from '@/shared/i18n/useT';
import { useUi } from '@/shared/lib/uiStore';
import { taskWrites } from '@/shared/sync/taskWrites';
import type { Write } from '@/shared/sync/write';
import { Button } from '@/shared/ui/Button';
import { RefusalBox } from '@/shared/ui/RefusalBox';
import { describeError } from '@/shared/ui/writeError';
import { useFieldNames } from '../useFieldNames';

/** Why a change could not be taken back, and what can be done about it. */
export function RefusedUndo({ write, whoIs }: { write: Write; whoIs: (email: string) => string }) {
  const t = useT();
  const format = useFormat();
  const nameOf = useFieldNames();
  const compare = useUi((ui) => ui.compare);
  const details = write.conflict ?? (write.error instanceof ApiError ? write.error.conflict : undefined);
  const fields = details?.conflicting_fields.map(nameOf);
  const who = details?.last_modified_by;

  return (
    <RefusalBox
      actions={
        <>
          {write.state === 'conflict' ? (
            <Button variant="primary" onClick={() => compare(write.taskId)}>
              {t('tasks.conflict.open')}
            </Button>
          ) : (
            <Button onClick={() => taskWrites.retry(write.intent)}>{t('common.retry')}</Button>
          )}
          <Button variant="ghost" onClick={() => taskWrites.discard(write.intent)}>
            {t('tasks.history.leave')}
          </Button>
        </>
      }
    >
      <p>
        {fields
          ? t('tasks.history.changedSince', {
              fields: format.list(fields),
              who: who ? whoIs(who) : t('tasks.history.somebody'),
            })
          : describeError(t, write.error)}
      </p>
    </RefusalBox>
  );
}
