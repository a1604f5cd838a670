import type { Queue } from '@/shared/api/overviewTypes';
import { useFormat } from '@/shared/i18n/useFormat';
import { useT } from '@/shared/i18n/useT';
import { ChannelIcon } from '@/shared/ui/DeliveryGlyphs';

const head = 'border-b border-line px-2 py-1.5 text-right font-medium whitespace-nowrap first:text-left';
const cell = 'px-2 py-1.5 text-right tabular-nums';

/** How much waits on each way out, and since when. */
export function QueueTable({ queues }: { queues: readonly Queue[] }) {
  const t = useT();
  const format = useFormat();
  return (
    <div className="overflow-x-auto">
      <table className="w-full min-w-3xl border-collapse">
        <thead className="text-xs text-fg-muted">
          <tr>
            <th className={head}>{t('deliveries.channel')}</th>
            <th className={head}>{t('overview.pending')}</th>
            <th className={head}>{t('overview.due')}</th>
            <th className={head}>{t('overview.oldestDue')}</th>
            <th className={head}>{t('overview.inFlight')}</th>
            <th className={head}>{t('deliveries.status.unknown')}</th>
            <th className={head}>{t('deliveries.status.dead')}</th>
          </tr>
        </thead>
        <tbody>
          {queues.map((queue) => (
            <tr key={queue.channel} data-channel={queue.channel} className="border-t border-line first:border-0">
              <th scope="row" className="px-2 py-1.5 text-left font-normal">
                <span className="flex items-center gap-2">
                  <ChannelIcon channel={queue.channel} />
                  {t(`deliveries.channel.${queue.channel}`)}
                </span>
              </th>
              <td className={cell}>{format.number(queue.pending)}</td>
              <td className={cell}>{format.number(queue.due)}</td>
              <td className={cell}>{queue.oldest_due_at && format.exact(queue.oldest_due_at)}</td>
              <td className={cell}>{format.number(queue.in_flight)}</td>
              <td className={`${cell} ${queue.unknown > 0 ? 'text-warn' : ''}`}>{format.number(queue.unknown)}</td>
              <td className={`${cell} ${queue.dead > 0 ? 'text-danger' : ''}`}>{format.number(queue.dead)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
