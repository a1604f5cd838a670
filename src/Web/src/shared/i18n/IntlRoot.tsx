import type { ReactNode } from 'react';
import { IntlProvider } from 'react-intl';
import { en } from './messages/en';

export function IntlRoot({ children }: { children: ReactNode }) {
  return (
    <IntlProvider locale="en" messages={en}>
      {children}
    </IntlProvider>
  );
}
