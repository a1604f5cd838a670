import { useMemo } from 'react';
import { useIntl } from 'react-intl';

const day = 86_400_000;
const smallestUnit = ['millisecond', 1] as const;
const units = [
  ['day', day],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

/** Instants in the reader's zone, calendar dates without any. */
export function useFormat() {
  const intl = useIntl();
  return useMemo(
    () => ({
      instant: (iso: string) => intl.formatDate(iso, { dateStyle: 'medium', timeStyle: 'short' }),
      /** To the second, for who compares it with a log. */
      exact: (iso: string) => intl.formatDate(iso, { dateStyle: 'medium', timeStyle: 'medium' }),
      /** A span of milliseconds in the unit that says most. */
      span: (milliseconds: number) => {
        const [unit, length] = units.find(([, one]) => milliseconds >= one) ?? smallestUnit;
        return intl.formatNumber(milliseconds / length, {
          style: 'unit',
          unit,
          unitDisplay: 'short',
          maximumFractionDigits: 1,
        });
      },
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
