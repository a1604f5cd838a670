import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import type { DeliveriesRetried, Delivery } from '@/shared/api/deliveryTypes';
import { keys } from '@/shared/api/keys';
import type { Page } from '@/shared/api/types';
import { isRetriable, mostRetried, type DeliveryFilter } from './model';

const path = '/api/ops/deliveries';
const pageSize = 50;
const largestPage = 200;
const lookAgain = 10_000;

const readPage = (filter: DeliveryFilter, limit: number, cursor: string | null, signal: AbortSignal) =>
  api.get<Page<Delivery>>(path, { signal, query: { ...filter, limit, cursor } });

export const deliveriesQuery = (filter: DeliveryFilter) =>
  infiniteQueryOptions({
    queryKey: keys.deliveries(filter),
    queryFn: ({ pageParam, signal }) => readPage(filter, pageSize, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
    placeholderData: keepPreviousData,
    refetchInterval: lookAgain,
  });

/** How many of a filter could be sent again; more than one request takes is not counted to its end. */
export const retriableCountQuery = (filter: DeliveryFilter) =>
  queryOptions({
    queryKey: [...keys.deliveries(filter), 'count'] as const,
    queryFn: async ({ signal }) => {
      let count = 0;
      let cursor: string | null = null;
      do {
        const page: Page<Delivery> = await readPage(filter, largestPage, cursor, signal);
        count += page.items.filter(isRetriable).length;
        cursor = page.next_cursor;
      } while (cursor && count <= mostRetried);
      return count;
    },
    // A number to decide by is read when it is asked for.
    staleTime: 0,
    gcTime: 0,
  });

export type WhatToRetry = { ids: readonly string[] } | { filter: DeliveryFilter };

export const retryDeliveries = (which: WhatToRetry, intent: string) =>
  api.post<DeliveriesRetried>(`${path}/retry`, which, { intent });
