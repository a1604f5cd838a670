import { useCallback } from 'react';
import { useIntl, type PrimitiveType } from 'react-intl';
import type { MessageId } from './messages/en';

export type Translate = (id: MessageId, values?: Record<string, PrimitiveType>) => string;

/** Messages by their typed id, in ICU syntax. */
export function useT(): Translate {
  const intl = useIntl();
  return useCallback((id, values) => intl.formatMessage({ id }, values), [intl]);
}
