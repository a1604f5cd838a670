import { deliveryChannels, type DeliveryChannel } from '@/shared/api/deliveryTypes';
import { useT } from '@/shared/i18n/useT';
import { ChannelIcon } from '@/shared/ui/DeliveryGlyphs';
import { Select } from '@/shared/ui/Select';
import { defaultStatus, everyStatus, statusFilters, type DeliverySearch } from '../model';

const all = 'all';

interface DeliveryFiltersProps {
  search: DeliverySearch;
  organizations: readonly { id: string; name: string }[];
  onChange: (search: DeliverySearch) => void;
}

export function DeliveryFilters({ search, organizations, onChange }: DeliveryFiltersProps) {
  const t = useT();
  const { status = defaultStatus, channel, organization_id: organizationId } = search;

  return (
    <>
      <Select
        label={t('deliveries.status')}
        className="w-44"
        value={status}
        options={statusFilters.map((one) => ({
          value: one,
          label: one === everyStatus ? t('deliveries.everyStatus') : t(`deliveries.status.${one}`),
        }))}
        onChange={(chosen) => {
          const { status: _, ...rest } = search;
          onChange(chosen === defaultStatus ? rest : { ...rest, status: chosen });
        }}
      />
      <Select<DeliveryChannel | typeof all>
        label={t('deliveries.channel')}
        className="w-44"
        value={channel ?? all}
        options={[
          { value: all, label: t('deliveries.everyChannel') },
          ...deliveryChannels.map((one) => ({
            value: one,
            label: t(`deliveries.channel.${one}`),
            icon: <ChannelIcon channel={one} />,
          })),
        ]}
        onChange={(chosen) => {
          const { channel: _, ...rest } = search;
          onChange(chosen === all ? rest : { ...rest, channel: chosen });
        }}
      />
      {(organizations.length > 1 || organizationId) && (
        <Select
          label={t('deliveries.organization')}
          className="w-44"
          value={organizationId ?? all}
          options={[
            { value: all, label: t('deliveries.everyOrganization') },
            ...organizations.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(chosen) => {
            const { organization_id: _, ...rest } = search;
            onChange(chosen === all ? rest : { ...rest, organization_id: chosen });
          }}
        />
      )}
    </>
  );
}
