import { deliveryChannels, type Delivery, type DeliveryChannel, type DeliveryStatus } from '@/shared/api/deliveryTypes';

/** What one request takes (api.md). */
export const mostRetried = 1_000;

export const everyStatus = 'all';
export type StatusFilter = DeliveryStatus | typeof everyStatus;

export const defaultStatus: DeliveryStatus = 'dead';

/** What needs somebody comes first. */
export const statusFilters: readonly StatusFilter[] = [
  'dead',
  'unknown',
  'expired',
  'pending',
  'sending',
  'delivered',
  'suppressed',
  everyStatus,
];

/** As it stands in the address: without a status, dead letters. */
export interface DeliverySearch {
  status?: StatusFilter;
  channel?: DeliveryChannel;
  organization_id?: string;
}

/** As the API takes it. */
export interface DeliveryFilter {
  status?: DeliveryStatus;
  channel?: DeliveryChannel;
  organization_id?: string;
}

export function readDeliverySearch(search: Record<string, unknown>): DeliverySearch {
  const status = statusFilters.find((one) => one === search.status);
  const channel = deliveryChannels.find((one) => one === search.channel);
  const organization = search.organization_id;
  return {
    ...(status && status !== defaultStatus && { status }),
    ...(channel && { channel }),
    ...(typeof organization === 'string' && organization !== '' && { organization_id: organization }),
  };
}

export function filterOf({ status = defaultStatus, ...rest }: DeliverySearch): DeliveryFilter {
  return status === everyStatus ? rest : { ...rest, status };
}

const retriable: readonly StatusFilter[] = ['dead', 'unknown', 'expired', 'pending'] satisfies DeliveryStatus[];

/** Whether somebody may have it sent again: it came to nothing, or waits. An inbox is written at once and never sent. */
export function isRetriable({ channel, status }: Pick<Delivery, 'channel' | 'status'>): boolean {
  return channel !== 'inbox' && retriable.includes(status);
}

/** Whether all that a filter meets may be sent again; of every status only some could, and nobody has said which. */
export function mayRetryAll({ status = defaultStatus, channel }: DeliverySearch): boolean {
  return retriable.includes(status) && channel !== 'inbox';
}

/** Each once, newest first: while pages are read anew their edges move. */
export function deliveriesOf(pages: readonly { items: readonly Delivery[] }[]): Delivery[] {
  const byId = new Map(pages.flatMap((page) => page.items.map((one) => [one.id, one] as const)));
  return [...byId.values()].toSorted((a, b) => (a.id < b.id ? 1 : -1));
}

/** Whose journey explains it: the person's, or that to integrations. */
export function journeyOf({ recipient }: Pick<Delivery, 'recipient'>): { user_id?: string } {
  return recipient.type === 'user' ? { user_id: recipient.id } : {};
}
