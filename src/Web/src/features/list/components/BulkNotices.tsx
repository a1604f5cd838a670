import { useT } from '@/shared/i18n/useT';
import { refusedOf, type Refused } from '@/shared/sync/bulk';
import { taskWrites, useWrites } from '@/shared/sync/taskWrites';
import type { Write } from '@/shared/sync/write';
import { Button } from '@/shared/ui/Button';
import { Notice } from '@/shared/ui/Notice';
import { WriteMark } from '@/shared/ui/WriteMark';
import { describeError } from '@/shared/ui/writeError';
import { addBulk } from '../addBulk';
import { useBulkOutcome } from '../bulkOutcome';

/** Bulk edits that are not done: on their way, not sent, refused as a whole, or refused for some of their tasks. */
export function BulkNotices({ projectId }: { projectId: string }) {
  const mine = (write: Write) => write.projectId === projectId && write.change.kind === 'bulk';
  const unsettled = useWrites().filter((write) => mine(write) && write.state !== 'confirmed');
  const refused = useBulkOutcome((outcome) => outcome.open).filter(mine);
  if (unsettled.length + refused.length === 0) return null;

  return (
    <div className="flex max-h-64 flex-col gap-2 overflow-y-auto border-b border-line bg-surface p-2">
      {unsettled.map((write) =>
        write.state === 'failed' ? (
          <Failed key={write.intent} write={write} />
        ) : (
          <p key={write.intent} role="status" className="flex items-center gap-2 px-1 text-xs">
            {write.subject}
            <WriteMark state={write.state} />
          </p>
        ),
      )}
      {refused.map((write) => (
        <PartlyRefused key={write.intent} write={write} />
      ))}
    </div>
  );
}

function Failed({ write }: { write: Write }) {
  const t = useT();
  return (
    <Notice
      tone="danger"
      urgent
      title={t('list.bulk.failed', { subject: write.subject })}
      action={
        <>
          <Button onClick={() => taskWrites.retry(write.intent)}>{t('common.retry')}</Button>
          <Button variant="ghost" onClick={() => taskWrites.discard(write.intent)}>
            {t('tasks.discardMine')}
          </Button>
        </>
      }
    >
      {describeError(t, write.error)}
    </Notice>
  );
}

function PartlyRefused({ write }: { write: Write }) {
  const t = useT();
  const dismiss = useBulkOutcome((outcome) => outcome.dismiss);
  const refused = refusedOf(write);
  const total = write.results?.length ?? 0;

  const retry = () => {
    if (write.change.kind !== 'bulk') return;
    dismiss(write.intent);
    addBulk(write.projectId, refused, write.change.edit, t('list.count', { count: refused.length }));
  };

  return (
    <Notice
      tone="danger"
      urgent
      title={t('list.bulk.partly', { changed: total - refused.length, refused: refused.length })}
      action={
        <>
          <Button onClick={retry}>{t('list.bulk.retry', { count: refused.length })}</Button>
          <Button variant="ghost" onClick={() => dismiss(write.intent)}>
            {t('common.dismiss')}
          </Button>
        </>
      }
    >
      <ul className="flex flex-col">
        {refused.map((one) => (
          <li key={one.id}>
            <span className="font-mono text-xs text-fg">{one.key}</span> {reasonOf(one)}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function reasonOf({ reason }: Refused): string {
  const errors = reason?.details.errors;
  const fields = Array.isArray(errors) ? (errors as { message: string }[]).map(({ message }) => message) : [];
  return fields.length > 0 ? fields.join(' ') : (reason?.message ?? '');
}
