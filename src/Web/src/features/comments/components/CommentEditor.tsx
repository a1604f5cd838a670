import { useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { useT } from '@/shared/i18n/useT';
import type { Mentioned } from '@/shared/lib/mentions';
import { Button } from '@/shared/ui/Button';
import { MarkdownText } from '@/shared/ui/MarkdownText';
import { PreviewSwitch } from '@/shared/ui/PreviewSwitch';
import { MentionArea } from './MentionArea';

const maxBody = 50_000;

interface CommentEditorProps {
  label: string;
  body: string;
  people: readonly Mentioned[];
  submitLabel: string;
  placeholder?: string;
  area?: RefObject<HTMLTextAreaElement | null>;
  onWrite: (body: string) => void;
  onSubmit: () => void;
  /** None where there is nothing to go back to. */
  onCancel?: () => void;
}

/** Markdown with a preview; Ctrl+Enter sends. */
export function CommentEditor(props: CommentEditorProps) {
  const { label, body, people, submitLabel, placeholder, onWrite, onSubmit, onCancel } = props;
  const t = useT();
  const [preview, setPreview] = useState(false);
  const ownArea = useRef<HTMLTextAreaElement>(null);
  const area = props.area ?? ownArea;
  const empty = body.trim() === '';

  const submit = () => {
    if (empty) return;
    setPreview(false);
    onSubmit();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      submit();
    }
    // What is being written is not thrown away by the key that closes the panel.
    if (event.key === 'Escape' && !empty) {
      event.preventDefault();
      area.current?.blur();
    }
  };

  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-center">
        <PreviewSwitch label={t('comments.view', { label })} preview={preview} onChange={setPreview} />
      </div>
      {preview ? (
        <div className="min-h-20 rounded-md border border-line px-2 py-1.5">
          <MarkdownText text={body} empty={t('common.nothingToPreview')} />
        </div>
      ) : (
        <MentionArea
          area={area}
          label={label}
          {...(placeholder && { placeholder })}
          body={body}
          maxLength={maxBody}
          people={people}
          onWrite={onWrite}
          onKeyDown={onKeyDown}
        />
      )}
      <footer className="flex flex-wrap items-center gap-2">
        <Button variant="primary" disabled={empty} onClick={submit}>
          {submitLabel}
        </Button>
        {onCancel && <Button onClick={onCancel}>{t('common.cancel')}</Button>}
        <span className="text-xs text-fg-muted">{t('comments.hint')}</span>
      </footer>
    </div>
  );
}
