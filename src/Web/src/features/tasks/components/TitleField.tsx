import { useT } from '@/shared/i18n/useT';
import { cx } from '@/shared/lib/cx';
import { useDraft } from '@/shared/sync/useDraft';
import { WriteMark } from '@/shared/ui/WriteMark';
import type { TaskEdit } from '../useTaskEdit';
import { DraftNotice } from './DraftNotice';
import { RefusedWrite } from './RefusedWrite';

const maxTitle = 500;

/** The title as text that can be written in place: Enter saves, Esc takes back. */
export function TitleField({ edit, editable }: { edit: TaskEdit; editable: boolean }) {
  const t = useT();
  const { shown, confirmed, save } = edit;
  const write = edit.writeOf('title');
  const draft = useDraft(shown.id, 'title', shown.title, confirmed.version);
  const text = draft.text ?? shown.title;

  const commit = () => {
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
          onFocus={() => editable && draft.begin()}
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
