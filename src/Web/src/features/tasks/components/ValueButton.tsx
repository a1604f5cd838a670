import type { ComponentProps } from 'react';
import { cx } from '@/shared/lib/cx';

/** A value that opens its choices; quiet until pointed at. */
export function ValueButton({ className, ...rest }: ComponentProps<'button'>) {
  return (
    <button
      type="button"
      {...rest}
      className={cx(
        '-ml-1.5 flex min-h-7 w-full min-w-0 flex-wrap items-center gap-1.5 rounded-md border border-transparent px-1.5 py-0.5 text-left touch:min-h-10',
        'hover:not-data-disabled:border-line hover:not-data-disabled:bg-hover data-popup-open:border-line data-popup-open:bg-hover',
        className,
      )}
    />
  );
}
