import { Check, CircleAlert, CloudUpload, GitMerge } from 'lucide-react';
import { useT } from '../i18n/useT';
import { cx } from '../lib/cx';
import type { WriteState } from '../sync/write';
import { Spinner } from './Spinner';

const marks = {
  waiting: { icon: <CloudUpload aria-hidden size={12} />, label: 'common.state.unsaved', ink: 'text-warn' },
  sending: { icon: <Spinner className="size-3" />, label: 'common.state.sending', ink: 'text-fg-muted' },
  confirmed: { icon: <Check aria-hidden size={12} />, label: 'common.state.confirmed', ink: 'text-ok' },
  failed: { icon: <CircleAlert aria-hidden size={12} />, label: 'common.state.failed', ink: 'text-danger' },
  conflict: { icon: <GitMerge aria-hidden size={12} />, label: 'common.state.conflict', ink: 'text-danger' },
} as const;

/** How far a change has come: only here, on its way, confirmed by the server, or refused. */
export function WriteMark({ state }: { state: WriteState }) {
  const t = useT();
  const { icon, label, ink } = marks[state];
  return (
    <span data-write={state} className={cx('inline-flex items-center gap-1 text-2xs whitespace-nowrap', ink)}>
      {icon}
      {t(label)}
    </span>
  );
}
