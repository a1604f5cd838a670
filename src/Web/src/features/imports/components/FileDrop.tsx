import { FileUp } from 'lucide-react';
import { useId, useState, type DragEvent } from 'react';
import { useT } from '@/shared/i18n/useT';
import { cx } from '@/shared/lib/cx';

interface FileDropProps {
  chosen: string | null;
  onFile: (file: File) => void;
}

/** A file input whose label is the drop zone. */
export function FileDrop({ chosen, onFile }: FileDropProps) {
  const t = useT();
  const id = useId();
  const [over, setOver] = useState(false);

  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file) onFile(file);
  };

  return (
    <div className="relative">
      <input
        id={id}
        type="file"
        accept=".csv,text/csv"
        aria-label={t('imports.file')}
        className="peer sr-only"
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) onFile(file);
          // The same file chosen again, after it was corrected, is a change too.
          event.target.value = '';
        }}
      />
      <label
        htmlFor={id}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
        className={cx(
          'flex cursor-pointer flex-col items-center gap-1 rounded-md border border-dashed border-line-strong p-6 text-center hover:bg-hover',
          'peer-focus-visible:outline-2 peer-focus-visible:outline-offset-1 peer-focus-visible:outline-accent',
          over && 'border-accent bg-selected',
        )}
      >
        <FileUp aria-hidden size={20} className="text-fg-muted" />
        <span className="font-medium">{chosen ?? t('imports.choose')}</span>
        <span className="text-xs text-fg-muted">{chosen ? t('imports.chooseOther') : t('imports.drop')}</span>
      </label>
    </div>
  );
}
