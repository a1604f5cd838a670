import { useState, type KeyboardEvent } from 'react';
import { cx } from '../lib/cx';
import { inputClass } from './Field';

interface InlineTextProps {
  value: string;
  label: string;
  maxLength?: number;
  disabled?: boolean;
  inputMode?: 'text' | 'numeric';
  placeholder?: string;
  className?: string;
  /** False keeps the text in the field, to be corrected. */
  validate?: (text: string) => boolean;
  onCommit: (text: string) => void;
}

/** Text edited in place: Enter or leaving the field commits, Escape takes back. */
export function InlineText({
  value,
  label,
  maxLength,
  disabled = false,
  inputMode = 'text',
  placeholder,
  className,
  validate = (text) => text.trim() !== '',
  onCommit,
}: InlineTextProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const shown = draft ?? value;
  const invalid = draft !== null && !validate(draft);

  const commit = () => {
    if (draft === null || invalid) return;
    setDraft(null);
    if (draft.trim() !== value) onCommit(draft.trim());
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') commit();
    else if (event.key === 'Escape' && draft !== null) {
      event.stopPropagation();
      setDraft(null);
    }
  };

  return (
    <input
      aria-label={label}
      aria-invalid={invalid || undefined}
      value={shown}
      placeholder={placeholder}
      maxLength={maxLength}
      disabled={disabled}
      inputMode={inputMode}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={commit}
      onKeyDown={onKeyDown}
      className={cx(
        inputClass,
        !invalid && 'not-hover:not-focus:border-transparent',
        invalid && 'border-danger',
        className,
      )}
    />
  );
}
