import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactElement } from 'react';
import { createQueryClient } from '../api/queryClient';
import { IntlRoot } from '../i18n/IntlRoot';
import ToastRegion from '../ui/ToastRegion';

export function renderApp(ui: ReactElement, queryClient: QueryClient = createQueryClient()) {
  const view = render(
    <QueryClientProvider client={queryClient}>
      <IntlRoot>
        {ui}
        <ToastRegion />
      </IntlRoot>
    </QueryClientProvider>,
  );
  return { ...view, queryClient, user: userEvent.setup() };
}
