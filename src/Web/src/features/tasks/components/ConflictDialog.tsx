import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import { useMe } from '@/features/auth/api';
import type { VersionConflict } from '@/shared/api/problem';
import { useFormat } from '@/shared/i18n/useFormat';
import { useT } from '@/shared/i18n/useT';
import { useDrafts } from '@/shared/sync/drafts';
import { taskWrites, useTaskWrites } from '@/shared/sync/taskWrites';
import { useDraft } from '@/shared/sync/useDraft';
import { isOfComment, questionsOf, targetOf, type Write } from '@/shared/sync/write';
import { Button } from '@/shared/ui/Button';
import { Dialog } from '@/shared/ui/Dialog';
import { historyQuery } from '../api';
import { bothTexts, keptOfOthers, undisputed, valuesOf, type Choices, type Side } from '../conflict';
import { useFieldNames } from '../useFieldNames';
import { useFieldWords } from '../useFieldWords';
import { useProjectParts } from '../useProjectParts';
import { ConflictQuestion } from './ConflictQuestion';

interface ConflictDialogProps {
  taskId: string;
  onClose: () => void;
}

/** Asks what to save where two people changed the same; closing it decides nothing. */
export default function ConflictDialog({ taskId, onClose }: ConflictDialogProps) {
  const write = useTaskWrites(taskId).find((one) => one.state === 'conflict');
  const over = !write?.conflict || questionsOf(write).length === 0;
  useEffect(() => {
    if (over) onClose();
  }, [over, onClose]);

  if (!write?.conflict || over) return null;
  // A second conflict of the same change is another question.
  return <Questions key={write.intent} write={write} conflict={write.conflict} onClose={onClose} />;
}

interface QuestionsProps {
  write: Write;
  conflict: VersionConflict;
  onClose: () => void;
}

function Questions({ write, conflict, onClose }: QuestionsProps) {
  const t = useT();
  const format = useFormat();
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const drafts = useDrafts();
  const nameOf = useFieldNames();
  const parts = useProjectParts(write.projectId);
  const say = useFieldWords(parts);
  const { user } = useMe();
  const ofComment = isOfComment(write.change);
  const { data: history } = useQuery({
    ...historyQuery(write.taskId, conflict.current_version),
    enabled: !ofComment,
  });
  const [choices, setChoices] = useState<Choices>({});
  const [tried, setTried] = useState(false);

  const owner = targetOf(write);
  const longText = ofComment ? 'body' : 'description';
  // The long one last, so that the short ones are seen with it.
  const questions = questionsOf(write).toSorted((a, b) => Number(a === longText) - Number(b === longText));
  const texts = conflict.fields[longText];
  const merged = useDraft(owner, `${longText}.merged`, texts ? bothTexts(texts) : '', conflict.current_version);
  const mergedText = merged.text ?? (texts ? bothTexts(texts) : '');
  const missing = (field: string) => tried && choices[field] === undefined;
  const choose = (field: string, side: Side) => setChoices((old) => ({ ...old, [field]: side }));

  /** The stored copies become what was decided: the server will confirm that and nothing else. */
  const settle = (values: Partial<Record<string, unknown>>) => {
    merged.discard();
    // An undo was not written in the fields: what somebody is writing there stays.
    for (const field of write.change.kind === 'undo' ? [] : questions) {
      const value = values[field];
      if (typeof value === 'string') drafts.save(owner, field, value, conflict.current_version);
      else drafts.drop(owner, field);
    }
    taskWrites.resolve(write.intent, values);
  };
  const save = (event?: FormEvent) => {
    event?.preventDefault();
    setTried(true);
    const open = questions.find((field) => choices[field] === undefined);
    if (open) form.current?.querySelector<HTMLElement>(`[data-question=${open}] input`)?.focus();
    else settle(valuesOf(conflict, choices, { [longText]: mergedText }));
  };
  const keys = {
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      save();
    },
  };

  const mineToo = undisputed(write).map(nameOf);
  const theirsToo = keptOfOthers(history?.items ?? [], conflict).map(([field, who]) =>
    t('tasks.conflict.fieldBy', { field: nameOf(field), who }),
  );

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      width="lg"
      title={t('tasks.conflict.title', { key: write.subject })}
      description={t('tasks.conflict.text')}
      footer={
        <>
          <Button onClick={() => settle({})}>{t('tasks.conflict.discard')}</Button>
          <Button type="submit" form={id} variant="primary">
            {t('tasks.conflict.save')}
          </Button>
        </>
      }
    >
      <form ref={form} id={id} noValidate onSubmit={save} {...keys} className="flex flex-col gap-3">
        {questions.map((field) => (
          <ConflictQuestion
            key={field}
            field={field}
            label={nameOf(field)}
            detail={conflict.fields[field]!}
            whoIs={(email) => (email === user.email ? t('common.you') : parts.whoIs(email))}
            chosen={choices[field]}
            onChoose={(side) => choose(field, side)}
            missing={missing(field)}
            say={(value) => say(field, value)}
            {...(field === longText && { both: { text: mergedText, onWrite: merged.write } })}
          />
        ))}
        {(mineToo.length > 0 || theirsToo.length > 0) && (
          <div className="flex flex-col gap-1 text-xs text-fg-muted">
            {theirsToo.length > 0 && <p>{t('tasks.conflict.othersToo', { fields: format.list(theirsToo) })}</p>}
            {mineToo.length > 0 && <p>{t('tasks.conflict.mineToo', { fields: format.list(mineToo) })}</p>}
          </div>
        )}
      </form>
    </Dialog>
  );
}
