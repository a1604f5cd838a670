import type { JourneyStep } from '@/shared/api/deliveryTypes';
import { useFormat } from '@/shared/i18n/useFormat';
import { useT } from '@/shared/i18n/useT';
import { stepMessage, timedSteps } from '../journey';

/** When each thing happened, and how long after the event. */
export function JourneySteps({ steps, label }: { steps: readonly JourneyStep[]; label: string }) {
  const t = useT();
  const format = useFormat();
  return (
    <ol aria-label={label} className="flex flex-col pl-1 text-xs">
      {timedSteps(steps).map(({ at, step, detail, after }, index) => {
        const known = stepMessage(step);
        return (
          <li
            key={`${at}-${step}-${index}`}
            className="relative flex min-h-6 flex-wrap items-center gap-x-2 pl-4 not-last:before:absolute not-last:before:top-3 not-last:before:left-0 not-last:before:h-full not-last:before:border-l not-last:before:border-line-strong"
          >
            <span aria-hidden className="absolute top-2 -left-1 size-2 rounded-full bg-fg-muted" />
            <span>{known ? t(known) : step}</span>
            {/* That of the delivery is the provider's id, which stands above. */}
            {detail && step !== 'delivered' && <span className="min-w-0 break-all text-fg-muted">{detail}</span>}
            <time dateTime={at} className="ml-auto text-fg-muted">
              {format.exact(at)}
            </time>
            <span className="w-20 text-right text-fg-muted">
              {after > 0 && t('journey.after', { time: format.span(after) })}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
