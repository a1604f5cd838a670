import { useState } from 'react';
import { cx } from '@/shared/lib/cx';

interface TextFieldProps {
  label: string;
  value: string;
  type: 'date' | 'text';
  editable: boolean;
  placeholder?: string;
  /** Why the text cannot be saved. */
  refuse: (text: string) => string | undefined;
  onSave: (text: string) => void;
}

/** A short value written in place: Enter or leaving saves, Esc takes back. */
export function TextField({ label, value, type, editable, placeholder, refuse, onSave }: TextFieldProps) {
  const [text, setText] = useState<string>();
  const error = text === undefined || text === value ? undefined : refuse(text);

  const commit = () => {
    if (text === undefined || error) return;
    if (text !== value) onSave(text);
    setText(undefined);
  };

  return (
    <>
      <input
        type={type}
        inputMode={type === 'text' ? 'decimal' : undefined}
        aria-label={label}
        aria-invalid={error ? true : undefined}
        placeholder={placeholder}
        readOnly={!editable}
        value={text ?? value}
        onChange={(event) => setText(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
          if (event.key === 'Escape' && text !== undefined && text !== value) {
            event.preventDefault();
            setText(undefined);
          }
        }}
        className={cx(
          '-ml-1.5 min-h-7 w-full rounded-md border bg-transparent px-1.5 touch:min-h-10',
          error ? 'border-danger' : 'border-transparent',
          editable && 'hover:border-line focus:border-line-strong focus:bg-surface',
          type === 'date' && (text ?? value) === '' && 'text-fg-muted',
        )}
      />
      {error && (
        <p role="alert" className="text-xs text-danger">
          {error}
        </p>
      )}
    </>
  );
}
