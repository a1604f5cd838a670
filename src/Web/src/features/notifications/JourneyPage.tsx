import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { EyeOff, Plug } from 'lucide-react';
import type { ReactNode } from 'react';
import { useMe, useMembership } from '@/features/auth/api';
import { may } from '@/features/auth/model';
import type { Journey, JourneyChannel } from '@/shared/api/deliveryTypes';
import { hasStatus } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/useT';
import { Button } from '@/shared/ui/Button';
import { EmptyState } from '@/shared/ui/EmptyState';
import { ErrorState } from '@/shared/ui/ErrorState';
import { Loading } from '@/shared/ui/Loading';
import { Page } from '@/shared/ui/Page';
import { journeyQuery } from './api';
import { EventSummary } from './components/EventSummary';
import { JourneyChannelCard } from './components/JourneyChannelCard';
import { PersonPicker } from './components/PersonPicker';
import { byRecipient, type Recipient } from './journey';

const route = getRouteApi('/_app/events/$eventId/journey');

/** What happened to an event on each channel, for one person or for integrations, and why. */
export default function JourneyPage() {
  const t = useT();
  const { eventId } = route.useParams();
  const { user_id: userId } = route.useSearch();
  const navigate = route.useNavigate();
  const journey = useQuery(journeyQuery(eventId, userId));
  const choose = (chosen: string | undefined) =>
    void navigate({ search: chosen ? { user_id: chosen } : {}, replace: true });

  return (
    <Page title={t('journey.title')} narrow>
      {journey.isPending && <Loading />}
      {journey.error &&
        !journey.data &&
        (hasStatus(journey.error, 403) ? (
          <OfOthers onChoose={choose} />
        ) : (
          <ErrorState error={journey.error} onRetry={() => void journey.refetch()} />
        ))}
      {journey.data && <Told journey={journey.data} onChoose={choose} />}
    </Page>
  );
}

interface ToldProps {
  journey: Journey;
  onChoose: (userId: string | undefined) => void;
}

function Told({ journey: { event, user, channels }, onChoose }: ToldProps) {
  const t = useT();
  const me = useMe().user;
  const seesOthers = may.seeDeliveries(useMembership(event.organization_id)?.role);
  const told = { name: user?.name ?? '', self: user?.id === me.id };
  const [personal, integrations] = byRecipient(channels);
  const picker = seesOthers && <PersonPicker organizationId={event.organization_id} user={user} onChoose={onChoose} />;
  const heading = told.self ? t('journey.ofYou') : t('journey.of', { name: told.name });

  return (
    <>
      <EventSummary event={event} channels={channels} />
      {user && <Channels title={heading} channels={personal} told={told} action={picker} />}
      {integrations.length > 0 && (
        <Channels
          title={t('journey.ofIntegrations')}
          channels={integrations}
          told={told}
          action={user === null && picker}
        />
      )}
      {channels.length === 0 && picker && <div className="flex justify-end">{picker}</div>}
      {channels.length === 0 && (
        <EmptyState
          icon={<Plug aria-hidden size={24} />}
          title={t('journey.noIntegrations')}
          action={<Button onClick={() => onChoose(me.id)}>{t('journey.showMine')}</Button>}
        >
          {t('journey.noIntegrationsText')}
        </EmptyState>
      )}
    </>
  );
}

interface ChannelsProps {
  title: string;
  channels: readonly JourneyChannel[];
  told: Recipient;
  action: ReactNode;
}

function Channels({ title, channels, told, action }: ChannelsProps) {
  return (
    <section aria-label={title} className="flex flex-col gap-3">
      <div className="flex min-h-7 flex-wrap items-center gap-2">
        <h2 className="min-w-0 flex-1 truncate text-md font-semibold">{title}</h2>
        {action}
      </div>
      <ul className="flex flex-col gap-3">
        {channels.map((channel) => (
          <JourneyChannelCard key={channel.integration_id ?? channel.channel} channel={channel} told={told} />
        ))}
      </ul>
    </section>
  );
}

function OfOthers({ onChoose }: Pick<ToldProps, 'onChoose'>) {
  const t = useT();
  const { user } = useMe();
  return (
    <EmptyState
      icon={<EyeOff aria-hidden size={24} />}
      title={t('journey.ofOthers')}
      action={<Button onClick={() => onChoose(user.id)}>{t('journey.showMine')}</Button>}
    />
  );
}
