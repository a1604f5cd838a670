import { CircleAlert, TriangleAlert } from 'lucide-react';
import type { ImportRow } from '@/shared/api/types';
import { useFormat } from '@/shared/i18n/useFormat';
import { useT } from '@/shared/i18n/useT';

interface NoteTableProps {
  title: string;
  tone: 'warn' | 'danger';
  notes: readonly ImportRow[];
  /** How many there are, of which the server sends the first 1,000. */
  total: number;
}

export function NoteTable({ title, tone, notes, total }: NoteTableProps) {
  const t = useT();
  const format = useFormat();
  if (notes.length === 0) return null;
  const Icon = tone === 'danger' ? CircleAlert : TriangleAlert;

  return (
    <section className="flex flex-col gap-1">
      <h2 className="flex items-center gap-1.5 font-semibold">
        <Icon aria-hidden size={14} className={tone === 'danger' ? 'text-danger' : 'text-warn'} />
        {title} ({format.number(Math.max(total, notes.length))})
      </h2>
      <div
        className="max-h-72 overflow-auto rounded-md border border-line"
        tabIndex={0}
        role="region"
        aria-label={title}
      >
        <table className="w-full">
          <thead className="sticky top-0 bg-canvas text-left text-xs text-fg-muted">
            <tr>
              <th className="w-20 px-3 py-1 font-medium">{t('imports.row')}</th>
              <th className="px-3 py-1 font-medium">{t('imports.message')}</th>
            </tr>
          </thead>
          <tbody>
            {notes.map(({ row, message }) => (
              <tr key={`${row} ${message}`} className="border-t border-line">
                <td className="px-3 py-1 text-fg-muted">{row}</td>
                <td className="px-3 py-1 break-words">{message}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {total > notes.length && (
        <p className="text-xs text-fg-muted">{t('imports.firstOnly', { count: notes.length })}</p>
      )}
    </section>
  );
}
