import { useT } from '@/shared/i18n/useT';

const columns = [5, 4, 6, 3];

/** The outline of a board while its cards are on the way, so that nothing jumps when they come. */
export function BoardSkeleton() {
  const t = useT();
  return (
    <div role="status" className="flex min-h-0 flex-1 gap-3 overflow-hidden p-3 pt-14">
      <span className="sr-only">{t('common.loading')}</span>
      {columns.map((cards, column) => (
        <div key={column} aria-hidden className="flex w-72 shrink-0 flex-col gap-1.5 rounded-lg p-1.5">
          <div className="mb-1 h-5 w-28 rounded-sm bg-hover" />
          {Array.from({ length: cards }, (_, card) => (
            <div key={card} className="h-20 rounded-md border border-line bg-surface" />
          ))}
        </div>
      ))}
    </div>
  );
}
