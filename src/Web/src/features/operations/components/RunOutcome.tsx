import { CircleCheck, CircleX, CloudOff, LoaderCircle, OctagonPause, TimerOff, type LucideIcon } from 'lucide-react';
import type { JobOutcome } from '@/shared/api/jobTypes';
import { useT } from '@/shared/i18n/useT';
import { Badge } from '@/shared/ui/Badge';

const looks: Record<JobOutcome, { icon: LucideIcon; tone: 'neutral' | 'accent' | 'ok' | 'warn' | 'danger' }> = {
  running: { icon: LoaderCircle, tone: 'accent' },
  succeeded: { icon: CircleCheck, tone: 'ok' },
  failed: { icon: CircleX, tone: 'danger' },
  timed_out: { icon: TimerOff, tone: 'danger' },
  stopped: { icon: OctagonPause, tone: 'neutral' },
  lost: { icon: CloudOff, tone: 'warn' },
};

/** What came of a run: a word and a shape, with a colour besides. */
export function RunOutcome({ outcome }: { outcome: JobOutcome }) {
  const t = useT();
  const { icon: Icon, tone } = looks[outcome];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden size={12} />
      {t(`jobs.outcome.${outcome}`)}
    </Badge>
  );
}
