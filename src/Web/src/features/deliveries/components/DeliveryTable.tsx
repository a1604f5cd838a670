import type { Delivery } from '@/shared/api/deliveryTypes';
import { useT } from '@/shared/i18n/useT';
import { cx } from '@/shared/lib/cx';
import { Mark } from '@/shared/ui/Mark';
import { isRetriable } from '../model';
import { useDeliveryKeys } from '../useDeliveryKeys';
import { DeliveryRow } from './DeliveryRow';

const cell = 'border-b border-line px-2 py-1.5 text-left font-medium whitespace-nowrap';

interface DeliveryTableProps {
  deliveries: readonly Delivery[];
  selected: readonly string[];
  /** On their way to the server. */
  retrying: readonly string[];
  /** The rows belong to the filters before; the new ones are on the way. */
  stale: boolean;
  onToggle: (id: string) => void;
  onToggleAll: () => void;
  onRetry: (ids: readonly string[]) => void;
}

export function DeliveryTable(props: DeliveryTableProps) {
  const { deliveries, selected, retrying, stale, onToggle, onToggleAll, onRetry } = props;
  const t = useT();
  const keys = useDeliveryKeys({
    onToggle,
    onRetry: (id) => onRetry(selected.length > 0 ? selected : id === undefined ? [] : [id]),
  });
  const retriable = deliveries.filter(isRetriable).length;
  const all = retriable > 0 && selected.length === retriable;

  return (
    <div
      aria-busy={stale}
      className={cx('overflow-x-auto rounded-lg border border-line bg-surface', stale && 'opacity-60')}
    >
      <table className="w-full min-w-4xl border-collapse">
        <thead className="text-xs text-fg-muted">
          <tr>
            <th className={`${cell} w-9`}>
              {retriable > 0 && (
                <Mark
                  label={t('deliveries.selectAll')}
                  checked={all}
                  some={selected.length > 0 && !all}
                  onChange={onToggleAll}
                />
              )}
              {retriable === 0 && <span className="sr-only">{t('deliveries.selectAll')}</span>}
            </th>
            <th className={cell}>{t('deliveries.when')}</th>
            <th className={cell}>{t('deliveries.event')}</th>
            <th className={cell}>{t('deliveries.recipient')}</th>
            <th className={cell}>{t('deliveries.status')}</th>
            <th className={cell}>{t('deliveries.attempts')}</th>
            <th className={cell}>{t('deliveries.next')}</th>
            <th className={cell}>{t('deliveries.lastError')}</th>
            <th className={cell}>
              <span className="sr-only">{t('deliveries.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody {...keys}>
          {deliveries.map((delivery) => (
            <DeliveryRow
              key={delivery.id}
              delivery={delivery}
              selected={selected.includes(delivery.id)}
              retrying={retrying.includes(delivery.id)}
              onToggle={() => onToggle(delivery.id)}
              onRetry={() => onRetry([delivery.id])}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}
