import {
  BellOff,
  CircleCheck,
  CircleHelp,
  CircleX,
  Clock,
  Hash,
  Inbox,
  Mail,
  Send,
  TimerOff,
  Webhook,
  type LucideIcon,
} from 'lucide-react';
import type { DeliveryChannel, DeliveryStatus } from '../api/deliveryTypes';
import { useT } from '../i18n/useT';
import { Badge } from './Badge';

const channelIcons: Record<DeliveryChannel, LucideIcon> = { inbox: Inbox, email: Mail, slack: Hash, webhook: Webhook };

const looks: Record<DeliveryStatus, { icon: LucideIcon; tone: 'neutral' | 'accent' | 'ok' | 'warn' | 'danger' }> = {
  pending: { icon: Clock, tone: 'neutral' },
  sending: { icon: Send, tone: 'accent' },
  delivered: { icon: CircleCheck, tone: 'ok' },
  unknown: { icon: CircleHelp, tone: 'warn' },
  suppressed: { icon: BellOff, tone: 'neutral' },
  dead: { icon: CircleX, tone: 'danger' },
  expired: { icon: TimerOff, tone: 'warn' },
};

export function ChannelIcon({ channel }: { channel: DeliveryChannel }) {
  const Icon = channelIcons[channel];
  return <Icon aria-hidden size={14} className="shrink-0 text-fg-muted" />;
}

/** How far a delivery has come: a word and a shape, with a colour besides. */
export function DeliveryState({ status }: { status: DeliveryStatus }) {
  const t = useT();
  const { icon: Icon, tone } = looks[status];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden size={12} />
      {t(`deliveries.status.${status}`)}
    </Badge>
  );
}
