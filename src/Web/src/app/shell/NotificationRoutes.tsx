import { lazyPart } from '@/shared/lib/lazyPart';

export const InboxRoute = lazyPart(() => import('@/features/notifications/InboxPage'));
export const JourneyRoute = lazyPart(() => import('@/features/notifications/JourneyPage'));
export const NotificationSettingsRoute = lazyPart(() => import('@/features/notifications/PreferencesPage'));
