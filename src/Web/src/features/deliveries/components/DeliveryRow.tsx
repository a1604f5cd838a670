import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { RotateCw } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { projectQuery } from '@/features/projects/api';
import type { Delivery } from '@/shared/api/deliveryTypes';
import { useFormat } from '@/shared/i18n/useFormat';
import { useT } from '@/shared/i18n/useT';
import { cx } from '@/shared/lib/cx';
import { IconButton } from '@/shared/ui/Button';
import { ChannelIcon, DeliveryState } from '@/shared/ui/DeliveryGlyphs';
import { Mark } from '@/shared/ui/Mark';
import { Spinner } from '@/shared/ui/Spinner';
import { isRetriable, journeyOf } from '../model';

const cell = 'px-2 py-0.5 text-left align-top whitespace-nowrap';

interface DeliveryRowProps {
  delivery: Delivery;
  selected: boolean;
  retrying: boolean;
  onToggle: () => void;
  onRetry: () => void;
}

export function DeliveryRow({ delivery, selected, retrying, onToggle, onRetry }: DeliveryRowProps) {
  const t = useT();
  const format = useFormat();
  const { data: project } = useQuery(projectQuery(delivery.project_id));
  const { channel, recipient, status, committed_at: at, next_attempt_at: next } = delivery;
  const what = t('deliveries.what', { event: delivery.event_type, name: recipient.name });

  return (
    <tr
      data-status={status}
      className={cx(
        'border-t border-line first:border-0',
        selected ? 'bg-selected' : 'has-[[data-delivery]:focus-visible]:bg-hover',
      )}
    >
      <td className="w-9 px-2 py-0.5 align-top">
        {isRetriable(delivery) && (
          <Line>
            <Mark label={t('deliveries.select', { what })} checked={selected} onChange={onToggle} />
          </Line>
        )}
      </td>
      <td className={`${cell} text-fg-muted`}>
        <time dateTime={at} title={format.exact(at)} className="flex min-h-7 items-center">
          {format.instant(at)}
        </time>
      </td>
      <th scope="row" className={`${cell} font-normal`}>
        <Link
          to="/events/$eventId/journey"
          params={{ eventId: delivery.event_id }}
          search={journeyOf(delivery)}
          data-delivery={delivery.id}
          title={t('deliveries.journey')}
          className="flex min-h-7 items-center gap-2 hover:underline"
        >
          <span className="font-mono text-xs">{delivery.event_type}</span>
          {project && <span className="max-w-48 truncate text-fg-muted">{project.name}</span>}
        </Link>
      </th>
      <td className={cell}>
        <Line title={t(`deliveries.channel.${channel}`)}>
          <ChannelIcon channel={channel} />
          <span className="sr-only">{t(`deliveries.channel.${channel}`)}</span>
          <span className="max-w-48 truncate">{recipient.name}</span>
        </Line>
      </td>
      <td className={cell}>
        <Line>
          <DeliveryState status={status} />
        </Line>
      </td>
      <td className={cell}>
        <Line>{format.number(delivery.attempts)}</Line>
      </td>
      <td className={`${cell} text-fg-muted`}>
        {status === 'pending' && next && (
          <time dateTime={next} className="flex min-h-7 items-center">
            {format.exact(next)}
          </time>
        )}
      </td>
      <td className="w-1/3 max-w-0 px-2 py-0.5 text-left align-top">
        {delivery.last_error && <LastError text={delivery.last_error} />}
      </td>
      <td className={`${cell} text-right`}>
        {isRetriable(delivery) && (
          <IconButton
            label={t('deliveries.retryOf', { what })}
            shortcut="R"
            aria-busy={retrying || undefined}
            onClick={onRetry}
          >
            {retrying ? <Spinner /> : <RotateCw aria-hidden size={14} />}
          </IconButton>
        )}
      </td>
    </tr>
  );
}

/** As high as the button at its end, so that all of a row is on one line while an error below it is open. */
function Line({ title, children }: { title?: string; children: ReactNode }) {
  return (
    <span title={title} className="flex min-h-7 items-center gap-1.5">
      {children}
    </span>
  );
}

/** In one line until somebody wants all of it. */
function LastError({ text }: { text: string }) {
  const [open, setOpen] = useState(false);
  return (
    <button
      type="button"
      aria-expanded={open}
      onClick={() => setOpen(!open)}
      className={cx(
        'min-h-7 max-w-full rounded-sm text-left text-xs text-danger hover:underline',
        open ? 'break-words whitespace-pre-wrap' : 'truncate',
      )}
    >
      {text}
    </button>
  );
}
