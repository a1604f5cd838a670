import type { Breaker } from '@/shared/api/overviewTypes';
import { useFormat } from '@/shared/i18n/useFormat';
import { useT } from '@/shared/i18n/useT';
import { Badge } from '@/shared/ui/Badge';

const head = 'border-b border-line px-2 py-1.5 text-left font-medium whitespace-nowrap';
const cell = 'px-2 py-1.5 text-left whitespace-nowrap';

/** What is kept from calls because it fails, and when the next one is let through. */
export function BreakerTable({ breakers }: { breakers: readonly Breaker[] }) {
  const t = useT();
  const format = useFormat();
  return (
    <div className="overflow-x-auto">
      <table className="w-full min-w-3xl border-collapse">
        <thead className="text-xs text-fg-muted">
          <tr>
            <th className={head}>{t('overview.host')}</th>
            <th className={head}>{t('overview.dependency')}</th>
            <th className={head}>{t('overview.scope')}</th>
            <th className={head}>{t('overview.state')}</th>
            <th className={head}>{t('overview.failures')}</th>
            <th className={head}>{t('overview.probe')}</th>
          </tr>
        </thead>
        <tbody>
          {breakers.map(({ dependency, host, scope, state, failures_in_a_row, probe_at }) => (
            <tr
              key={`${dependency}/${host}/${scope}`}
              data-breaker={host}
              className="border-t border-line first:border-0"
            >
              <th scope="row" className={`${cell} font-mono text-xs font-normal`}>
                {host}
              </th>
              <td className={cell}>{dependency}</td>
              <td className={`${cell} font-mono text-xs`}>{scope ?? t('overview.wholeHost')}</td>
              <td className={cell}>
                <Badge tone={toneOf(state)}>{state.replaceAll('_', ' ')}</Badge>
              </td>
              <td className={cell}>{format.number(failures_in_a_row)}</td>
              <td className={cell}>{probe_at && format.exact(probe_at)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function toneOf(state: string) {
  if (state === 'closed') return 'neutral';
  return state === 'open' ? 'danger' : 'warn';
}
