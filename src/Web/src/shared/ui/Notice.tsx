import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '../lib/cx';

type Tone = 'info' | 'ok' | 'warn' | 'danger';

const looks: Record<Tone, { icon: typeof Info; border: string; ink: string }> = {
  info: { icon: Info, border: 'border-line-strong', ink: 'text-accent-fg' },
  ok: { icon: CircleCheck, border: 'border-ok', ink: 'text-ok' },
  warn: { icon: TriangleAlert, border: 'border-warn', ink: 'text-warn' },
  danger: { icon: CircleAlert, border: 'border-danger', ink: 'text-danger' },
};

interface NoticeProps {
  tone?: Tone;
  title?: string;
  /** Interrupt a screen reader; for what needs an answer now. */
  urgent?: boolean;
  action?: ReactNode;
  children?: ReactNode;
}

export function Notice({ tone = 'info', title, urgent = false, action, children }: NoticeProps) {
  const { icon: Icon, border, ink } = looks[tone];
  return (
    <div
      role={urgent ? 'alert' : 'status'}
      className={cx('flex items-start gap-2 rounded-md border bg-surface p-3', border)}
    >
      <Icon aria-hidden size={16} className={cx('mt-0.5 shrink-0', ink)} />
      <div className="min-w-0 flex-1 break-words">
        {title && <p className="font-medium">{title}</p>}
        {children && <div className={title ? 'text-fg-muted' : undefined}>{children}</div>}
      </div>
      {action}
    </div>
  );
}
