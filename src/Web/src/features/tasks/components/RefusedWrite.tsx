import { useFormat } from '@/shared/i18n/useFormat';
import { useT } from '@/shared/i18n/useT';
import { dropDraft } from '@/shared/sync/drafts';
import { taskWrites } from '@/shared/sync/taskWrites';
import type { Write } from '@/shared/sync/write';
import { Button } from '@/shared/ui/Button';
import { describeError } from '@/shared/ui/writeError';

interface RefusedWriteProps {
  write: Write;
  field: string;
  label: string;
  describe: (value: unknown) => string;
}

/** Under a field whose change did not go in: why, and what can be done; what was written stays in the field. */
export function RefusedWrite(props: RefusedWriteProps) {
  if (props.write.state === 'conflict') return <Conflict {...props} />;
  return props.write.state === 'failed' ? <Failure {...props} /> : null;
}

const boxClass = 'flex flex-col gap-1.5 rounded-md border border-danger bg-surface p-2 text-xs';

function Failure({ write, field }: RefusedWriteProps) {
  const t = useT();
  const discard = () => {
    dropDraft(write.taskId, field);
    taskWrites.discard(write.intent);
  };

  return (
    <div role="alert" className={boxClass}>
      <p>{describeError(t, write.error)}</p>
      <div className="flex gap-1.5">
        <Button onClick={() => taskWrites.retry(write.intent)}>{t('common.retry')}</Button>
        <Button variant="ghost" onClick={discard}>
          {t('tasks.discardMine')}
        </Button>
      </div>
    </div>
  );
}

function Conflict({ write, field, label, describe }: RefusedWriteProps) {
  const t = useT();
  const format = useFormat();
  const { conflict } = write;
  if (!conflict?.conflicting_fields.includes(field)) return null;
  const detail = conflict.fields[field];
  const who = detail?.changed_by ?? conflict.last_modified_by;
  const at = detail?.changed_at ?? conflict.last_modified_at;
  const takeTheirs = () => {
    dropDraft(write.taskId, field);
    taskWrites.resolve(write.intent, field, 'theirs');
  };

  return (
    <div role="alert" className={boxClass}>
      <p className="font-medium">
        {who ? t('tasks.conflict.by', { who, field: label }) : t('tasks.conflict.bySomebody', { field: label })}
        {at && <span className="font-normal text-fg-muted"> · {format.ago(at)}</span>}
      </p>
      <dl className="grid grid-cols-[4rem_minmax(0,1fr)] gap-x-2 gap-y-1">
        {(['base', 'theirs', 'yours'] as const).map((side) => (
          <div key={side} className="contents">
            <dt className="text-fg-muted">{t(`tasks.conflict.${side}`)}</dt>
            <dd className="max-h-32 overflow-y-auto break-words whitespace-pre-wrap">{describe(detail?.[side])}</dd>
          </div>
        ))}
      </dl>
      <div className="flex flex-wrap gap-1.5">
        <Button variant="primary" onClick={() => taskWrites.resolve(write.intent, field, 'mine')}>
          {t('tasks.conflict.keepMine')}
        </Button>
        <Button onClick={takeTheirs}>{t('tasks.conflict.takeTheirs')}</Button>
      </div>
    </div>
  );
}
