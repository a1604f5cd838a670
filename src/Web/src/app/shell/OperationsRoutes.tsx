import { lazyPart } from '@/shared/lib/lazyPart';

export const DeliveriesRoute = lazyPart(() => import('@/features/deliveries/DeliveriesPage'));
export const OverviewRoute = lazyPart(() => import('@/features/operations/OverviewPage'));
export const JobsRoute = lazyPart(() => import('@/features/operations/JobsPage'));
