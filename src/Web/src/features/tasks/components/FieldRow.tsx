import type { ReactNode } from 'react';
import type { Write } from '@/shared/sync/write';
import { WriteMark } from '@/shared/ui/WriteMark';
import { RefusedWrite } from './RefusedWrite';

interface FieldRowProps {
  label: string;
  field: string;
  /** The write that touches this field and is not settled. */
  write: Write | undefined;
  children: ReactNode;
}

/** Label, control and how far the last change of this field has come. */
export function FieldRow({ label, field, write, children }: FieldRowProps) {
  return (
    <div className="grid grid-cols-[6.5rem_minmax(0,1fr)] items-start gap-x-2">
      <span className="flex min-h-7 items-center text-xs text-fg-muted">{label}</span>
      <div className="flex min-w-0 flex-col gap-1">
        <div className="flex min-h-7 min-w-0 items-center gap-2">
          <div className="min-w-0 flex-1">{children}</div>
          {write && <WriteMark state={write.state} />}
        </div>
        {write && <RefusedWrite write={write} field={field} label={label} />}
      </div>
    </div>
  );
}
