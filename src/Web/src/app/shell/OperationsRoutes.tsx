import { lazyPart } from '@/shared/lib/lazyPart';

export const DeliveriesRoute = lazyPart(() => import('@/features/deliveries/DeliveriesPage'));
export const JobsRoute = lazyPart(() => import('@/features/operations/JobsPage'));
