import type { QueryClient } from '@tanstack/react-query';
import { createRouter } from '@tanstack/react-router';
import { RouteError, RouteNotFound, RoutePending } from './errors/pages';
import { routeTree } from './routes';

const pendingAfter = 150;
const pendingAtLeast = 200;

export function createAppRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    defaultPreload: 'intent',
    // The query cache decides what is fresh.
    defaultPreloadStaleTime: 0,
    defaultPendingMs: pendingAfter,
    defaultPendingMinMs: pendingAtLeast,
    defaultPendingComponent: RoutePending,
    defaultErrorComponent: RouteError,
    defaultNotFoundComponent: RouteNotFound,
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: (search) => {
      const entries = Object.entries(search as Record<string, unknown>).filter(
        ([, value]) => value !== undefined && value !== '',
      );
      const text = new URLSearchParams(entries.map(([name, value]) => [name, String(value)])).toString();
      // Commas and colons are legible and legal in a query.
      return text ? `?${text.replaceAll('%2C', ',').replaceAll('%3A', ':')}` : '';
    },
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
