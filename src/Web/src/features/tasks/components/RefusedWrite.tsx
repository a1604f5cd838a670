import { useFormat } from '@/shared/i18n/useFormat';
import { useT } from '@/shared/i18n/useT';
import { useUi } from '@/shared/lib/uiStore';
import { useDrafts } from '@/shared/sync/drafts';
import { taskWrites } from '@/shared/sync/taskWrites';
import { questionsOf, type Write } from '@/shared/sync/write';
import { Button } from '@/shared/ui/Button';
import { RefusalBox } from '@/shared/ui/RefusalBox';
import { describeError } from '@/shared/ui/writeError';
import { useProjectParts } from '../useProjectParts';

interface RefusedWriteProps {
  write: Write;
  field: string;
  label: string;
}

/** Under a field whose change did not go in: why, and what can be done; what was written stays in the field. */
export function RefusedWrite(props: RefusedWriteProps) {
  if (props.write.state === 'conflict') return <Conflict {...props} />;
  return props.write.state === 'failed' ? <Failure {...props} /> : null;
}

function Failure({ write, field }: RefusedWriteProps) {
  const t = useT();
  const drafts = useDrafts();
  const discard = () => {
    // An undo was not written in the field: what somebody is writing there stays.
    if (write.change.kind !== 'undo') drafts.drop(write.taskId, field);
    taskWrites.discard(write.intent);
  };

  return (
    <RefusalBox
      actions={
        <>
          <Button onClick={() => taskWrites.retry(write.intent)}>{t('common.retry')}</Button>
          <Button variant="ghost" onClick={discard}>
            {t('tasks.discardMine')}
          </Button>
        </>
      }
    >
      <p>{describeError(t, write.error)}</p>
    </RefusalBox>
  );
}

function Conflict({ write, field, label }: RefusedWriteProps) {
  const t = useT();
  const format = useFormat();
  const { whoIs } = useProjectParts(write.projectId);
  const compare = useUi((ui) => ui.compare);
  const { conflict } = write;
  if (!conflict || !questionsOf(write).includes(field)) return null;
  const detail = conflict.fields[field];
  const email = detail?.changed_by ?? conflict.last_modified_by;
  const who = email && whoIs(email);
  const at = detail?.changed_at ?? conflict.last_modified_at;

  return (
    <RefusalBox
      actions={
        <Button variant="primary" onClick={() => compare(write.taskId)}>
          {t('tasks.conflict.open')}
        </Button>
      }
    >
      <p className="font-medium">
        {who ? t('tasks.conflict.by', { who, field: label }) : t('tasks.conflict.bySomebody', { field: label })}
        {at && <span className="font-normal text-fg-muted"> · {format.ago(at)}</span>}
      </p>
      <p className="text-fg-muted">{t('tasks.conflict.waits')}</p>
    </RefusalBox>
  );
}
