import { useQuery, useQueryClient } from '@tanstack/react-query';
import { keys } from '@/shared/api/keys';
import { useIntent } from '@/shared/api/mutation';
import {
  notificationReasons,
  personalChannels,
  type ChannelChoice,
  type NotificationReason,
} from '@/shared/api/notificationTypes';
import { useT } from '@/shared/i18n/useT';
import { Checkbox } from '@/shared/ui/Checkbox';
import { ErrorState } from '@/shared/ui/ErrorState';
import { Loading } from '@/shared/ui/Loading';
import { Section } from '@/shared/ui/Page';
import { SaveState, savingOf } from '@/shared/ui/SaveState';
import { showWriteError } from '@/shared/ui/writeError';
import { changePreferences, preferencesQuery } from '../api';

const cell = 'border-b border-line px-2 py-1.5 text-left';

export function Preferences() {
  const t = useT();
  const preferences = useQuery(preferencesQuery);

  return (
    <Section title={t('notifications.channels')} description={t('notifications.channelsHint')}>
      {preferences.isPending && <Loading />}
      {preferences.error && !preferences.data && (
        <ErrorState error={preferences.error} onRetry={() => void preferences.refetch()} />
      )}
      {preferences.data && (
        <table className="w-full border-collapse">
          <thead className="text-xs text-fg-muted">
            <tr>
              <th className={`${cell} font-medium`}>{t('notifications.reason')}</th>
              {personalChannels.map((channel) => (
                <th key={channel} className={`${cell} w-24 font-medium`}>
                  {t(`notifications.channel.${channel}`)}
                </th>
              ))}
              <th className={`${cell} w-28`}>
                <span className="sr-only">{t('notifications.state')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {notificationReasons.map((reason) => (
              <ReasonRow key={reason} reason={reason} stored={preferences.data.reasons[reason]} />
            ))}
          </tbody>
        </table>
      )}
      <p className="text-xs text-fg-muted">{t('notifications.emailHint')}</p>
    </Section>
  );
}

/** A choice is shown as made while it is on its way, and as the server holds it when it was refused. */
function ReasonRow({ reason, stored }: { reason: NotificationReason; stored: ChannelChoice }) {
  const t = useT();
  const client = useQueryClient();
  const subject = t(`notifications.reason.${reason}`);
  const save = useIntent({
    send: (choice: ChannelChoice, intent) => changePreferences({ [reason]: choice }, intent),
    // One after the other: an answer names all reasons, so that of the last holds everything.
    scope: { id: keys.notificationPreferences[0] },
    onSuccess: (saved) => {
      client.setQueryData(keys.notificationPreferences, saved);
    },
    onError: (error, choice) => showWriteError(t, error, { subject, retry: () => save.mutate(choice) }),
  });
  const shown = save.isPending ? save.variables : stored;

  return (
    <tr className="last:*:border-0">
      <th scope="row" className={`${cell} font-normal`}>
        {subject}
      </th>
      {personalChannels.map((channel) => (
        <td key={channel} className={cell}>
          <Checkbox hideLabel checked={shown[channel]} onChange={(on) => save.mutate({ ...shown, [channel]: on })}>
            {t('notifications.choice', { reason: subject, channel: t(`notifications.channel.${channel}`) })}
          </Checkbox>
        </td>
      ))}
      <td className={cell}>
        <SaveState state={savingOf(false, save)} />
      </td>
    </tr>
  );
}
