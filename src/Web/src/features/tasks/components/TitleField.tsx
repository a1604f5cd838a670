import { useState } from 'react';
import { useT } from '@/shared/i18n/useT';
import { cx } from '@/shared/lib/cx';
import { useDraft } from '@/shared/sync/useDraft';
import { WriteMark } from '@/shared/ui/WriteMark';
import { useEdits, type EditLock } from '../lock/useEditLock';
import type { TaskEdit } from '../useTaskEdit';
import { DraftNotice } from './DraftNotice';
import { RefusedWrite } from './RefusedWrite';

const maxTitle = 500;

/** The title as text that can be written in place: Enter saves, Esc takes back. */
export function TitleField({ edit, editable, lock }: { edit: TaskEdit; editable: boolean; lock: EditLock }) {
  const t = useT();
  const { shown, confirmed, save } = edit;
  const write = edit.writeOf('title');
  const draft = useDraft(shown.id, 'title', shown.title, confirmed.version);
  const text = draft.text ?? shown.title;
  const [focused, setFocused] = useState(false);
  useEdits(lock, 'title', focused && editable);

  const commit = () => {
    setFocused(false);
    const title = text.trim();
    if (draft.text === undefined) return;
    if (title === '' || title === shown.title) return draft.discard();
    save({ title }, draft.version);
    // The stored copy is compared with what the server confirms.
    draft.write(title);
    draft.submit();
  };

  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-start gap-2">
        <textarea
          rows={1}
          aria-label={t('tasks.field.title')}
          maxLength={maxTitle}
          readOnly={!editable}
          value={text}
          onFocus={() => {
            setFocused(true);
            if (editable) draft.begin();
          }}
          onChange={(event) => draft.write(event.target.value.replace(/\s*\n\s*/g, ' '))}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === 'Enter') {
              event.preventDefault();
              event.currentTarget.blur();
            }
            if (event.key === 'Escape' && draft.text !== undefined && draft.text !== shown.title) {
              event.preventDefault();
              draft.discard();
            }
          }}
          className={cx(
            '-mx-1.5 field-sizing-content min-w-0 flex-1 resize-none rounded-md border border-transparent bg-transparent px-1.5 py-0.5 text-lg font-semibold',
            editable && 'hover:border-line focus:border-line-strong focus:bg-surface',
          )}
        />
        {write && <WriteMark state={write.state} />}
      </div>
      {draft.restored && <DraftNotice onDiscard={draft.discard} />}
      {write && <RefusedWrite write={write} field="title" label={t('tasks.field.title')} />}
    </div>
  );
}
