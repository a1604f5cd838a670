import { useEffect, useEffectEvent, useRef } from 'react';
import { cx } from '../lib/cx';

export const palette = [
  '#8a8f98',
  '#5e6ad2',
  '#2f80ed',
  '#0f9d76',
  '#c98a00',
  '#d9622b',
  '#c8385a',
  '#9b51e0',
] as const;

interface ColorInputProps {
  label: string;
  value: string;
  disabled?: boolean;
  className?: string;
  onChange: (color: string) => void;
}

/** The platform's own colour dialog. React's onChange is the `input` event of every step; the DOM's `change` is the choice. */
export function ColorInput(props: ColorInputProps) {
  return <ColorWell key={props.value} {...props} />;
}

function ColorWell({ label, value, disabled = false, className, onChange }: ColorInputProps) {
  const input = useRef<HTMLInputElement>(null);
  const choose = useEffectEvent(onChange);

  useEffect(() => {
    const element = input.current;
    if (!element) return;
    const onChosen = () => choose(element.value);
    element.addEventListener('change', onChosen);
    return () => element.removeEventListener('change', onChosen);
  }, []);

  return (
    <input
      ref={input}
      type="color"
      aria-label={label}
      title={label}
      defaultValue={value}
      disabled={disabled}
      className={cx('size-7 shrink-0 rounded-md border border-line-strong bg-surface p-0.5 touch:size-10', className)}
    />
  );
}
