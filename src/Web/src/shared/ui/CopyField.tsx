import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useT } from '../i18n/useT';
import { cx } from '../lib/cx';
import { Button } from './Button';
import { inputClass } from './Field';

/** A secret or link to take along; selectable by hand where the clipboard is forbidden. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const t = useT();
  const [copied, setCopied] = useState(false);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
    } catch {
      setCopied(false);
    }
  };

  return (
    <div className="flex gap-2">
      <input
        readOnly
        aria-label={label}
        value={value}
        onFocus={(event) => event.target.select()}
        className={cx(inputClass, 'font-mono text-xs')}
      />
      <Button onClick={() => void copy()}>
        {copied ? <Check aria-hidden size={14} className="text-ok" /> : <Copy aria-hidden size={14} />}
        <span role="status">{copied ? t('common.copied') : t('common.copy')}</span>
      </Button>
    </div>
  );
}
