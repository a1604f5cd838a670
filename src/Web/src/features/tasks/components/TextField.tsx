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
  /** The version of the task that is shown. */
  version: number;
  /** With the version the text was begun from: what others changed since is not overwritten unseen. */
  onSave: (text: string, version: number) => void;
}

/** A short value written in place: Enter or leaving saves, Esc takes back. */
export function TextField({ label, value, type, editable, placeholder, refuse, version, onSave }: TextFieldProps) {
  const [begun, setBegun] = useState<{ text: string; version: number }>();
  const text = begun?.text;
  const error = text === undefined || text === value ? undefined : refuse(text);

  const commit = () => {
    if (text === undefined || error) return;
    if (begun && text !== value) onSave(text, begun.version);
    setBegun(undefined);
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
        onChange={({ target }) => setBegun((old) => ({ text: target.value, version: old?.version ?? version }))}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
          if (event.key === 'Escape' && text !== undefined && text !== value) {
            event.preventDefault();
            setBegun(undefined);
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
