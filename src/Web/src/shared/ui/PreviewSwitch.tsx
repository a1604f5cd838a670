import { useT } from '../i18n/useT';
import { Button } from './Button';

interface PreviewSwitchProps {
  label: string;
  preview: boolean;
  onChange: (preview: boolean) => void;
}

/** Writing or seeing what it will look like. */
export function PreviewSwitch({ label, preview, onChange }: PreviewSwitchProps) {
  const t = useT();
  return (
    <div role="group" aria-label={label} className="ml-auto flex">
      {[false, true].map((value) => (
        <Button
          key={String(value)}
          variant="ghost"
          aria-pressed={preview === value}
          className={preview === value ? 'bg-selected text-fg' : ''}
          onClick={() => onChange(value)}
        >
          {t(value ? 'common.preview' : 'common.write')}
        </Button>
      ))}
    </div>
  );
}
