import { Pencil } from 'lucide-react';
import { lazy, Suspense, useRef, useState } from 'react';
import { useT } from '@/shared/i18n/useT';
import { cx } from '@/shared/lib/cx';
import { Button } from '@/shared/ui/Button';
import { inputClass } from '@/shared/ui/Field';
import { WriteMark } from '@/shared/ui/WriteMark';
import { useDraft } from '../useDraft';
import type { TaskEdit } from '../useTaskEdit';
import { DraftNotice } from './DraftNotice';
import { RefusedWrite } from './RefusedWrite';

const Markdown = lazy(() => import('./Markdown'));
const maxDescription = 100_000;

/** Markdown, rendered; editing is a plain text area with a preview. */
export function DescriptionField({ edit, editable }: { edit: TaskEdit; editable: boolean }) {
  const t = useT();
  const { shown, confirmed, save } = edit;
  const write = edit.writeOf('description');
  const draft = useDraft(shown.id, 'description', shown.description, confirmed.version);
  const [preview, setPreview] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  // Restored text must not take the focus when the page opens; text begun just now must.
  const begun = useRef(false);
  const writing = draft.text !== undefined;

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
    <section aria-label={t('tasks.field.description')} className="flex flex-col gap-1.5">
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
        {writing && <PreviewSwitch preview={preview} onChange={setPreview} />}
      </header>

      {!writing && <Rendered text={shown.description} empty={t('tasks.description.empty')} />}
      {writing && preview && <Rendered text={draft.text ?? ''} empty={t('tasks.description.nothingToPreview')} />}
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

function PreviewSwitch({ preview, onChange }: { preview: boolean; onChange: (preview: boolean) => void }) {
  const t = useT();
  return (
    <div role="group" aria-label={t('tasks.description.view')} className="ml-auto flex">
      {[false, true].map((value) => (
        <Button
          key={String(value)}
          variant="ghost"
          aria-pressed={preview === value}
          className={preview === value ? 'bg-selected text-fg' : ''}
          onClick={() => onChange(value)}
        >
          {t(value ? 'tasks.description.preview' : 'tasks.description.write')}
        </Button>
      ))}
    </div>
  );
}

function Rendered({ text, empty }: { text: string; empty: string }) {
  if (text.trim() === '') return <p className="text-fg-muted">{empty}</p>;
  return (
    <Suspense fallback={<p className="break-words whitespace-pre-wrap">{text}</p>}>
      <Markdown text={text} />
    </Suspense>
  );
}
