import { useId, type ReactNode } from 'react';
import type { FieldConflict } from '@/shared/api/problem';
import { useFormat } from '@/shared/i18n/useFormat';
import { useT } from '@/shared/i18n/useT';
import { cx } from '@/shared/lib/cx';
import { inputClass } from '@/shared/ui/Field';
import { linesAgainst, type Side } from '../conflict';
import { TaskName } from './TaskName';

interface ConflictQuestionProps {
  field: string;
  label: string;
  detail: FieldConflict;
  whoIs: (email: string) => string;
  chosen: Side | undefined;
  onChoose: (side: Side) => void;
  /** The decision was asked for and is missing. */
  missing: boolean;
  say: (value: unknown) => string;
  /** Of a long text: the text that holds both, to be edited. */
  both?: { text: string; onWrite: (text: string) => void };
}

/** One field that two people changed: what it was, yours, theirs. */
export function ConflictQuestion({
  field,
  label,
  detail,
  whoIs,
  chosen,
  onChoose,
  missing,
  say,
  both,
}: ConflictQuestionProps) {
  const t = useT();
  const format = useFormat();
  const hint = useId();
  const who = detail.changed_by && whoIs(detail.changed_by);

  const option = (side: Side, value: ReactNode) => (
    <Option name={field} side={side} checked={chosen === side} onChoose={onChoose} describedBy={missing && hint}>
      {value}
    </Option>
  );
  const shown = (side: 'base' | 'yours' | 'theirs') =>
    both ? (
      <LongText
        label={`${t(`tasks.conflict.${side}`)}: ${label}`}
        before={detail.base as string}
        text={detail[side] as string}
      />
    ) : field === 'parent_id' && typeof detail[side] === 'string' ? (
      <TaskName id={detail[side]} />
    ) : (
      say(detail[side])
    );

  return (
    <fieldset
      className={cx('flex flex-col gap-1 rounded-md border p-2', missing ? 'border-danger' : 'border-line')}
      data-question={field}
    >
      <legend className="px-1 text-xs font-medium">
        {who ? t('tasks.conflict.by', { who, field: label }) : t('tasks.conflict.bySomebody', { field: label })}
        {detail.changed_at && <span className="font-normal text-fg-muted"> · {format.ago(detail.changed_at)}</span>}
      </legend>
      {option('base', shown('base'))}
      {option('yours', shown('yours'))}
      {option('theirs', shown('theirs'))}
      {both &&
        option(
          'both',
          <>
            <span className="text-fg-muted">{t('tasks.conflict.bothHint')}</span>
            <textarea
              aria-label={`${t('tasks.conflict.result')}: ${label}`}
              value={both.text}
              onFocus={() => onChoose('both')}
              onChange={(event) => both.onWrite(event.target.value)}
              className={cx(inputClass, 'h-auto min-h-32 resize-y py-1.5 font-mono text-xs')}
            />
          </>,
        )}
      {missing && (
        <p id={hint} role="alert" className="px-1 text-xs text-danger">
          {t('tasks.conflict.choose', { field: label })}
        </p>
      )}
    </fieldset>
  );
}

interface OptionProps {
  name: string;
  side: Side;
  checked: boolean;
  onChoose: (side: Side) => void;
  describedBy: string | false;
  children: ReactNode;
}

function Option({ name, side, checked, onChoose, describedBy, children }: OptionProps) {
  const t = useT();
  const value = useId();
  return (
    <div className={cx('grid grid-cols-[8.5rem_minmax(0,1fr)] gap-x-2 rounded-sm px-1', checked && 'bg-selected')}>
      <label className="flex min-h-7 items-center gap-1.5 self-start text-xs text-fg-muted touch:min-h-10">
        <input
          type="radio"
          name={name}
          checked={checked}
          onChange={() => onChoose(side)}
          aria-describedby={[value, describedBy].filter(Boolean).join(' ')}
          className="size-3.5 shrink-0 accent-accent"
        />
        {t(`tasks.conflict.${side}`)}
      </label>
      <div id={value} className="flex min-w-0 flex-col gap-1 py-1 break-words whitespace-pre-wrap">
        {children}
      </div>
    </div>
  );
}

/** A text with the lines marked that it has and the text before both changes has not. */
function LongText({ label, before, text }: { label: string; before: string; text: string }) {
  const t = useT();
  if (text === '') return t('common.none');
  return (
    // A text that scrolls must be reachable by keyboard.
    <div role="region" aria-label={label} tabIndex={0} className="max-h-40 overflow-y-auto font-mono text-xs">
      {linesAgainst(before, text).map(({ line, added }, index) =>
        added ? (
          // Lines have no identity but their place.
          // oxlint-disable-next-line react/no-array-index-key
          <ins key={index} className="block min-h-4 border-l-2 border-accent pl-1.5 no-underline">
            {line}
          </ins>
        ) : (
          // oxlint-disable-next-line react/no-array-index-key
          <span key={index} className="block min-h-4 border-l-2 border-transparent pl-1.5 text-fg-muted">
            {line}
          </span>
        ),
      )}
    </div>
  );
}
