import { useT } from '@/shared/i18n/useT';
import { Select, type Option } from '@/shared/ui/Select';
import type { Word } from '../model';

const asIs = '';
const openUpTo = 12;

interface MappingTableProps {
  title: string;
  hint: string;
  words: readonly Word[];
  targets: readonly Option<string>[];
  chosen: Record<string, string>;
  onChange: (chosen: Record<string, string>) => void;
}

/** One line per word of the file; a long list starts folded. */
export function MappingTable({ title, hint, words, targets, chosen, onChange }: MappingTableProps) {
  const t = useT();
  const options = [{ value: asIs, label: t('imports.mapping.asIs') }, ...targets];

  const choose = (word: string, target: string) => {
    const { [word]: _, ...others } = chosen;
    onChange(target === asIs ? others : { ...others, [word]: target });
  };

  return (
    <details open={words.length <= openUpTo} className="rounded-md border border-line">
      <summary className="cursor-pointer px-3 py-2 font-medium">
        {title} ({words.length})
      </summary>
      <p className="px-3 text-xs text-fg-muted">{hint}</p>
      <div className="max-h-80 overflow-y-auto p-3" tabIndex={0} role="region" aria-label={title}>
        <table className="w-full">
          <thead className="text-left text-xs text-fg-muted">
            <tr>
              <th className="font-medium">{t('imports.mapping.word')}</th>
              <th className="w-16 pr-4 text-right font-medium">{t('imports.mapping.rows')}</th>
              <th className="w-64 font-medium">{t('imports.mapping.here')}</th>
            </tr>
          </thead>
          <tbody>
            {words.map(({ word, rows }) => (
              <tr key={word}>
                <td className="max-w-0 truncate py-0.5" title={word}>
                  {word}
                </td>
                <td className="pr-4 text-right text-fg-muted">{rows}</td>
                <td className="py-0.5">
                  <Select
                    label={t('imports.mapping.of', { word })}
                    value={chosen[word] ?? asIs}
                    options={options}
                    onChange={(target) => choose(word, target)}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
