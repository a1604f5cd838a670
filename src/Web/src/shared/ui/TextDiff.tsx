import { useMemo } from 'react';
import { useT } from '../i18n/useT';
import { cx } from '../lib/cx';
import { lineDiff } from '../lib/lineDiff';

const looks = {
  added: 'border-ok bg-ok/10',
  removed: 'border-danger bg-danger/10',
  same: 'border-transparent text-fg-muted',
};

const signs = { added: '+', removed: '−', same: ' ' };

/** A long text before and after, as the lines that came and went: by a sign, a colour and a word for those who see neither. */
export default function TextDiff({ label, before, after }: { label: string; before: string; after: string }) {
  const t = useT();
  const lines = useMemo(() => lineDiff(before, after), [before, after]);

  return (
    // What scrolls must be reachable by keyboard.
    <div
      role="region"
      aria-label={label}
      tabIndex={0}
      className="max-h-72 overflow-y-auto rounded-md border border-line bg-surface py-1 font-mono text-xs"
    >
      {lines.map((line, index) => {
        if (line.kind === 'skipped')
          return (
            // Lines have no identity but their place.
            // oxlint-disable-next-line react/no-array-index-key
            <p key={index} className="px-2 py-0.5 font-sans text-2xs text-fg-muted">
              {t('diff.skipped', { count: line.count })}
            </p>
          );
        const Line = line.kind === 'added' ? 'ins' : line.kind === 'removed' ? 'del' : 'span';
        return (
          <Line
            // oxlint-disable-next-line react/no-array-index-key
            key={index}
            data-line={line.kind}
            className={cx(
              'grid min-h-5 grid-cols-[1.25rem_minmax(0,1fr)] border-l-2 px-1 no-underline',
              looks[line.kind],
            )}
          >
            <span aria-hidden className="text-center select-none">
              {signs[line.kind]}
            </span>
            <span className="break-words whitespace-pre-wrap">
              {line.kind !== 'same' && <span className="sr-only">{t(`diff.${line.kind}`)} </span>}
              {line.text}
            </span>
          </Line>
        );
      })}
    </div>
  );
}
