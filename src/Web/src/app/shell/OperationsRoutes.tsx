import { lazyPart } from '@/shared/lib/lazyPart';

export const DeliveriesRoute = lazyPart(() => import('@/features/deliveries/DeliveriesPage'));
