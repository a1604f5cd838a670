import type { ImportProgress } from '@/shared/api/types';
import { useFormat } from '@/shared/i18n/useFormat';
import { useT } from '@/shared/i18n/useT';
import { cx } from '@/shared/lib/cx';

export function ImportCounts({ run }: { run: ImportProgress }) {
  const t = useT();
  const format = useFormat();
  const counts = [
    { label: t('imports.count.created'), value: run.created },
    { label: t('imports.count.updated'), value: run.updated },
    { label: t('imports.count.unchanged'), value: run.unchanged },
    { label: t('imports.count.failed'), value: run.failed, bad: run.failed > 0 },
    { label: t('imports.count.total'), value: run.rows_total },
  ];
  return (
    <dl className="grid grid-cols-5 gap-2 max-sm:grid-cols-2">
      {counts.map(({ label, value, bad }) => (
        <div key={label} className="flex flex-col-reverse rounded-md border border-line px-3 py-2">
          <dt className="text-xs text-fg-muted">{label}</dt>
          <dd className={cx('text-lg font-semibold', bad && 'text-danger')}>{format.number(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
