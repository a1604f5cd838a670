import { CSPProvider } from '@base-ui/react/csp-provider';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect } from 'react';
import { watchLink } from '@/shared/api/linkStore';
import { createQueryClient } from '@/shared/api/queryClient';
import { IntlRoot } from '@/shared/i18n/IntlRoot';
import { followSystemTheme } from '@/shared/lib/theme';
import { LazyToastRegion } from './shell/LazyToastRegion';
import { UpdateReady } from './errors/UpdateReady';
import { createAppRouter } from './router';
import { SignInOverlay } from './shell/SignInOverlay';

const queryClient = createQueryClient();
const router = createAppRouter(queryClient);
followSystemTheme();

export function App() {
  // Whatever was asked for while the server was away is asked again once it answers.
  useEffect(() => watchLink(() => void queryClient.invalidateQueries()), []);

  return (
    // Base UI must not write style elements: the Content-Security-Policy allows style files only.
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={queryClient}>
        <IntlRoot>
          <RouterProvider router={router} />
          <SignInOverlay />
          <UpdateReady />
          <LazyToastRegion />{' '}
        </IntlRoot>
      </QueryClientProvider>
    </CSPProvider>
  );
}
