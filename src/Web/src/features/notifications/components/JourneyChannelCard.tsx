import type { JourneyChannel } from '@/shared/api/deliveryTypes';
import { useT } from '@/shared/i18n/useT';
import { ChannelIcon, DeliveryState } from '@/shared/ui/DeliveryGlyphs';
import { explanationOf, wordsFor, type Recipient } from '../journey';
import { JourneySteps } from './JourneySteps';

/** One channel, or one integration: how far it came, why, and what was tried. */
export function JourneyChannelCard({ channel, told }: { channel: JourneyChannel; told: Recipient }) {
  const t = useT();
  const kind = t(`deliveries.channel.${channel.channel}`);
  const explanation = explanationOf(channel);

  return (
    <li
      data-channel={channel.channel}
      data-status={channel.status}
      className="flex flex-col gap-2 rounded-lg border border-line bg-surface px-4 py-3"
    >
      <div className="flex min-h-6 flex-wrap items-center gap-2">
        <ChannelIcon channel={channel.channel} />
        <h3 className="font-semibold">{channel.integration_name ?? kind}</h3>
        {channel.integration_name && <span className="text-xs text-fg-muted">{kind}</span>}
        <DeliveryState status={channel.status} />
        {channel.attempts > 0 && (
          <span className="ml-auto text-xs text-fg-muted">{t('journey.tries', { count: channel.attempts })}</span>
        )}
      </div>
      {explanation && <p>{t(explanation, wordsFor(told, channel.channel, channel.told_because))}</p>}
      {channel.last_error && (
        <p className="text-danger">
          <span className="font-medium">{t('journey.lastError')}: </span>
          <span className="break-words">{channel.last_error}</span>
        </p>
      )}
      {channel.provider_message_id && (
        <p className="text-xs text-fg-muted">
          {t('journey.providerId')}: <code className="break-all text-fg">{channel.provider_message_id}</code>
        </p>
      )}
      <JourneySteps steps={channel.steps} label={t('journey.stepsOf', { channel: channel.integration_name ?? kind })} />
    </li>
  );
}
