import { LoaderCircle } from 'lucide-react';
import { cx } from '../lib/cx';

export function Spinner({ className }: { className?: string }) {
  return <LoaderCircle aria-hidden size={14} className={cx('animate-spin', className)} />;
}
