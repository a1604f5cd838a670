import { useMemo } from 'react';
import { useIntl } from 'react-intl';

const day = 86_400_000;

/** Instants in the reader's zone, calendar dates without any. */
export function useFormat() {
  const intl = useIntl();
  return useMemo(
    () => ({
      instant: (iso: string) => intl.formatDate(iso, { dateStyle: 'medium', timeStyle: 'short' }),
      time: (iso: string) => intl.formatTime(iso, { timeStyle: 'short' }),
      date: (isoDate: string) =>
        intl.formatDate(`${isoDate}T00:00:00Z`, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }),
      shortDate: (isoDate: string) =>
        intl.formatDate(`${isoDate}T00:00:00Z`, { day: 'numeric', month: 'short', timeZone: 'UTC' }),
      ago: (iso: string, now = Date.now()) => {
        const elapsed = now - Date.parse(iso);
        if (elapsed < 60_000) return intl.formatRelativeTime(0, 'minute', { numeric: 'auto' });
        if (elapsed < 3_600_000) return intl.formatRelativeTime(-Math.floor(elapsed / 60_000), 'minute');
        if (elapsed < day) return intl.formatRelativeTime(-Math.floor(elapsed / 3_600_000), 'hour');
        if (elapsed < 30 * day) return intl.formatRelativeTime(-Math.floor(elapsed / day), 'day', { numeric: 'auto' });
        return intl.formatDate(iso, { dateStyle: 'medium' });
      },
      number: (value: number) => intl.formatNumber(value),
      list: (words: readonly string[]) => intl.formatList(words, { type: 'conjunction' }),
    }),
    [intl],
  );
}
