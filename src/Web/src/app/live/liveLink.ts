import type { QueryClient } from '@tanstack/react-query';
import { readChanges } from '@/features/board/api';
import { inboxMoved } from '@/features/notifications/cache';
import { keys } from '@/shared/api/keys';
import { useLink } from '@/shared/api/linkStore';
import { LiveConnection } from '@/shared/realtime/connection';
import { useLive } from '@/shared/realtime/liveStore';
import { signalrHub } from '@/shared/realtime/signalrHub';
import { browserWakeUps } from '@/shared/realtime/wakeUps';
import { projectSink, type Places } from './projectSink';

const links = new WeakMap<QueryClient, LiveConnection>();

/** The one live connection of this page, begun by the first who follows a project. */
export function liveLinkOf(client: QueryClient): LiveConnection {
  const known = links.get(client);
  if (known) return known;

  const places: Places = new Map();
  const link: LiveConnection = new LiveConnection({
    openHub: signalrHub({ url: () => '/hubs/activity' }),
    readChanges,
    sinkOf: (projectId) => projectSink(client, projectId, places, () => link.feedOf(projectId)?.reset()),
    onState: (state) => {
      useLive.setState({ state });
      // What the hub said while nobody listened is not said again.
      if (state === 'live') void client.invalidateQueries({ queryKey: keys.unread });
    },
    onUnread: (count) => inboxMoved(client, count),
    wakeUps: (wake) => {
      const forgetBrowser = browserWakeUps(wake);
      const forgetLink = useLink.subscribe((now, before) => {
        if (now.state === 'online' && before.state === 'offline') wake();
      });
      const forgetViewing = useLive.subscribe((now, before) => {
        if (now.viewing !== before.viewing) link.viewing(now.viewing);
      });
      return () => {
        forgetBrowser();
        forgetLink();
        forgetViewing();
      };
    },
  });
  link.viewing(useLive.getState().viewing);
  links.set(client, link);
  return link;
}

/** The person is leaving: nothing of theirs is followed any more. */
export function closeLiveLink(client: QueryClient): void {
  links.get(client)?.close();
  links.delete(client);
  useLive.setState({ state: undefined, presence: {} });
}
