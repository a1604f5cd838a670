import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLive } from '@/shared/realtime/liveStore';
import { closeLiveLink, liveLinkOf } from './liveLink';

/** Keeps everything that the page shows of a project at the head of its log. */
export function useProjectFeed(projectId: string): void {
  const client = useQueryClient();

  useEffect(() => {
    const link = liveLinkOf(client);
    const leave = link.follow(projectId);
    useLive.setState({ projectId, state: link.state });
    return () => {
      leave();
      useLive.setState((now) => (now.projectId === projectId ? { projectId: undefined } : now));
    };
  }, [client, projectId]);
}

/** The live connection of the person, from the first page to the last: their inbox needs it without a project too. */
export function useLiveLink(): void {
  const client = useQueryClient();
  useEffect(() => {
    liveLinkOf(client).start();
    return () => closeLiveLink(client);
  }, [client]);
}

/** The same as an element, where the project is known only further down. */
export function ProjectFeed({ projectId }: { projectId: string }) {
  useProjectFeed(projectId);
  return null;
}
