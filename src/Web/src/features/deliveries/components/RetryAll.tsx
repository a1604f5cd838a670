import { useQuery } from '@tanstack/react-query';
import { useFormat } from '@/shared/i18n/useFormat';
import { useT } from '@/shared/i18n/useT';
import { ConfirmDialog } from '@/shared/ui/Dialog';
import { describeError } from '@/shared/ui/writeError';
import { retriableCountQuery } from '../api';
import { mostRetried, type DeliveryFilter } from '../model';

interface RetryAllProps {
  filter: DeliveryFilter;
  busy: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** Says how many before they are sent again. */
export function RetryAll({ filter, busy, onConfirm, onClose }: RetryAllProps) {
  const t = useT();
  const format = useFormat();
  const { data: count, error } = useQuery(retriableCountQuery(filter));

  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('deliveries.retryAll.title')}
      confirmLabel={t('deliveries.retryAll.confirm')}
      busy={busy}
      disabled={!count}
      onConfirm={onConfirm}
    >
      <p role="status">
        {error
          ? describeError(t, error)
          : count === undefined
            ? t('deliveries.counting')
            : count > mostRetried
              ? t('deliveries.retryAll.tooMany', { most: format.number(mostRetried) })
              : t('deliveries.retryAll.text', { count })}
      </p>
    </ConfirmDialog>
  );
}
