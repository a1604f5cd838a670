import { Outlet } from '@tanstack/react-router';
import { Suspense, useCallback, useMemo } from 'react';
import { useLiveLink } from '@/app/live/useProjectFeed';
import { UnreadAnnouncement } from '@/features/notifications/Bell';
import { DelayNotice } from '@/features/notifications/DelayNotice';
import { useMe } from '@/features/auth/api';
import { may } from '@/features/auth/model';
import { useT } from '@/shared/i18n/useT';
import { lazyPart } from '@/shared/lib/lazyPart';
import { useUi } from '@/shared/lib/uiStore';
import { useHotkey } from '@/shared/lib/useHotkey';
import { DraftsContext, draftsOf } from '@/shared/sync/drafts';
import { Loading } from '@/shared/ui/Loading';
import { RouteAnnouncer } from './RouteAnnouncer';
import { SideNav } from './SideNav';
import { TopBar } from './TopBar';
import { useCurrent } from './useCurrent';
import { WriteEvents } from './WriteEvents';

const Palette = lazyPart(() => import('@/features/palette/Palette'));
const ConflictDialog = lazyPart(() => import('@/features/tasks/components/ConflictDialog'));
const PausedNotice = lazyPart(() => import('@/features/integrations/PausedNotice'));
const HelpDialog = lazyPart(() => import('./HelpDialog'));

export function Shell() {
  const t = useT();
  const { user } = useMe();
  const drafts = useMemo(() => draftsOf(user.id), [user.id]);
  const place = useCurrent();
  const { paletteOpen, helpOpen, comparing, setPaletteOpen, setHelpOpen, compare } = useUi();
  const closeConflict = useCallback(() => compare(null), [compare]);

  useLiveLink();
  useHotkey({ key: 'k', mod: true }, () => setPaletteOpen(!useUi.getState().paletteOpen));
  useHotkey({ key: '?' }, () => setHelpOpen(true));

  return (
    <DraftsContext value={drafts}>
      <div className="flex h-full">
        <a
          href="#main"
          className="sr-only z-50 focus:not-sr-only focus:absolute focus:m-2 focus:rounded-md focus:bg-raised focus:p-2"
        >
          {t('common.skip')}
        </a>
        <RouteAnnouncer />
        <UnreadAnnouncement />
        <SideNav />
        <div className="flex h-full min-w-0 flex-1 flex-col">
          <TopBar />
          <DelayNotice />
          {place.organization && may.manageIntegrations(place.organization.role) && (
            <Suspense>
              <PausedNotice organizationId={place.organization.id} />
            </Suspense>
          )}
          <main id="main" tabIndex={-1} className="min-h-0 flex-1 outline-none">
            <Suspense fallback={<Loading />}>
              <Outlet />
            </Suspense>
          </main>
        </div>
        <WriteEvents />
        <Suspense>
          {paletteOpen && <Palette {...place} onClose={() => setPaletteOpen(false)} />}
          {comparing && <ConflictDialog taskId={comparing} onClose={closeConflict} />}
          {helpOpen && <HelpDialog onClose={() => setHelpOpen(false)} />}
        </Suspense>
      </div>
    </DraftsContext>
  );
}
