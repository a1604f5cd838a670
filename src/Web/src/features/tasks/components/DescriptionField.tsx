import { Pencil } from 'lucide-react';
import { useRef, useState } from 'react';
import { useT } from '@/shared/i18n/useT';
import { cx } from '@/shared/lib/cx';
import { useDraft } from '@/shared/sync/useDraft';
import { Button } from '@/shared/ui/Button';
import { inputClass } from '@/shared/ui/Field';
import { MarkdownText } from '@/shared/ui/MarkdownText';
import { PreviewSwitch } from '@/shared/ui/PreviewSwitch';
import { WriteMark } from '@/shared/ui/WriteMark';
import { useEdits, type EditLock } from '../lock/useEditLock';
import type { TaskEdit } from '../useTaskEdit';
import { DraftNotice } from './DraftNotice';
import { RefusedWrite } from './RefusedWrite';

const maxDescription = 100_000;

/** Markdown, rendered; editing is a plain text area with a preview. */
export function DescriptionField({ edit, editable, lock }: { edit: TaskEdit; editable: boolean; lock: EditLock }) {
  const t = useT();
  const { shown, confirmed, save } = edit;
  const write = edit.writeOf('description');
  const draft = useDraft(shown.id, 'description', shown.description, confirmed.version);
  const [preview, setPreview] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  // Restored text must not take the focus when the page opens; text begun just now must.
  const begun = useRef(false);
  const writing = draft.text !== undefined;
  const [within, setWithin] = useState(false);
  useEdits(lock, 'description', writing && within);

  const begin = () => {
    begun.current = true;
    draft.begin();
  };
  const close = () => {
    setPreview(false);
    requestAnimationFrame(() => opener.current?.focus());
  };
  const commit = () => {
    if (draft.text !== undefined && draft.text !== shown.description) {
      save({ description: draft.text }, draft.version);
      draft.submit();
    } else draft.discard();
    close();
  };
  const cancel = () => {
    draft.discard();
    close();
  };

  return (
    <section
      aria-label={t('tasks.field.description')}
      // Looking at the preview is part of writing; leaving for another part of the page is not.
      onFocus={() => setWithin(true)}
      onBlur={({ currentTarget, relatedTarget }) => setWithin(currentTarget.contains(relatedTarget))}
      className="flex flex-col gap-1.5"
    >
      <header className="flex min-h-7 items-center gap-2">
        <h2 className="text-xs font-medium text-fg-muted">{t('tasks.field.description')}</h2>
        {write && <WriteMark state={write.state} />}
        {editable && !writing && (
          <Button ref={opener} variant="ghost" className="ml-auto" onClick={begin}>
            <Pencil aria-hidden size={12} />
            {t('common.edit')}
            <span className="sr-only">{t('tasks.field.description')}</span>
          </Button>
        )}
        {writing && <PreviewSwitch label={t('tasks.description.view')} preview={preview} onChange={setPreview} />}
      </header>

      {!writing && <MarkdownText text={shown.description} empty={t('tasks.description.empty')} />}
      {writing && preview && <MarkdownText text={draft.text ?? ''} empty={t('common.nothingToPreview')} />}
      {writing && !preview && (
        <textarea
          ref={(area) => {
            if (area && begun.current) area.focus();
            begun.current = false;
          }}
          aria-label={t('tasks.field.description')}
          maxLength={maxDescription}
          value={draft.text}
          onChange={(event) => draft.write(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
              event.preventDefault();
              commit();
            }
            // Escape leaves the text alone unless nothing was written.
            if (event.key === 'Escape') {
              event.preventDefault();
              if (draft.text === shown.description) cancel();
              else event.currentTarget.blur();
            }
          }}
          className={cx(inputClass, 'h-auto min-h-48 resize-y py-1.5 font-mono text-xs')}
        />
      )}
      {writing && (
        <footer className="flex flex-wrap items-center gap-2">
          <Button variant="primary" onClick={commit}>
            {t('common.save')}
          </Button>
          <Button onClick={cancel}>{t('common.cancel')}</Button>
          <span className="text-xs text-fg-muted">{t('tasks.description.hint')}</span>
        </footer>
      )}
      {draft.restored && <DraftNotice onDiscard={cancel} />}
      {write && <RefusedWrite write={write} field="description" label={t('tasks.field.description')} />}
    </section>
  );
}
