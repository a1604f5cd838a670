interface MarkProps {
  label: string;
  checked: boolean;
  /** Some of what it stands for is marked, not all. */
  some?: boolean;
  onChange: () => void;
}

/** The browser's own checkbox: a list shows dozens of them, and they must cost the scroll nothing. */
export function Mark({ label, checked, some = false, onChange }: MarkProps) {
  return (
    <label className="flex size-6 touch:size-10 items-center justify-center">
      <span className="sr-only">{label}</span>
      <input
        ref={(input) => {
          if (input) input.indeterminate = some;
        }}
        type="checkbox"
        data-mark
        checked={checked}
        onChange={onChange}
        className="size-3.5 accent-accent"
      />
    </label>
  );
}
