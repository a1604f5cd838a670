import { Search } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { useT } from '@/shared/i18n/useT';
import { cx } from '@/shared/lib/cx';
import { useHotkey } from '@/shared/lib/useHotkey';
import { inputClass } from '@/shared/ui/Field';

interface FilterBoxProps {
  label: string;
  value: string;
  /** What the server does not understand in it. */
  problem: string | undefined;
  /** Milliseconds without typing before the text counts. */
  pause: (text: string) => number;
  onChange: (text: string | undefined) => void;
}

/** Words to be found and terms of the filter grammar; what is wrong is said right below. */
export function FilterBox({ label, value, problem, pause, onChange }: FilterBoxProps) {
  const t = useT();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // The address follows the typing a moment later, so the field keeps its own text.
  const [text, setText] = useState(value);
  useEffect(() => {
    if (document.activeElement !== input.current) setText(value);
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  useHotkey({ key: '/' }, () => input.current?.focus());

  const write = (next: string) => {
    setText(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onChange(next.trim() === '' ? undefined : next), pause(next));
  };

  return (
    <div className="relative">
      <Search aria-hidden size={14} className="absolute top-1/2 left-2 -translate-y-1/2 text-fg-muted" />
      <input
        ref={input}
        type="search"
        aria-label={label}
        aria-invalid={problem !== undefined || undefined}
        aria-describedby={problem === undefined ? undefined : id}
        placeholder={t('views.box')}
        spellCheck={false}
        value={text}
        onChange={(event) => write(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || text === '') return;
          event.preventDefault();
          write('');
        }}
        className={cx(inputClass, 'w-80! max-w-full pl-7', problem !== undefined && 'border-danger!')}
      />
      {problem !== undefined && (
        <p
          id={id}
          role="alert"
          className="absolute top-full left-0 z-20 mt-1 w-96 max-w-[80vw] rounded-md border border-danger bg-raised p-2 text-xs text-danger shadow-popup"
        >
          {problem}
        </p>
      )}
    </div>
  );
}
