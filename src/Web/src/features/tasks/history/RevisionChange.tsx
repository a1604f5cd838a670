import type { ReactNode } from 'react';
import { useT } from '@/shared/i18n/useT';
import TextDiff from '@/shared/ui/TextDiff';
import { TaskName } from '../components/TaskName';
import { setChange } from './model';

interface RevisionChangeProps {
  field: string;
  label: string;
  change: { from: unknown; to: unknown };
  say: (value: unknown) => string;
  /** When, for the name of the region of a long text. */
  when: string;
}

/** One field of a revision: what it was and what it became, in words. */
export function RevisionChange({ field, label, change: { from, to }, say, when }: RevisionChangeProps) {
  const t = useT();
  const lists = setChange(from, to);

  if (field === 'description')
    return (
      <div className="flex flex-col gap-1">
        <span className="text-fg-muted">{label}</span>
        <TextDiff
          label={t('tasks.history.diff', { field: label, when })}
          before={(from as string | null) ?? ''}
          after={(to as string | null) ?? ''}
        />
      </div>
    );

  return (
    <p className="break-words">
      <span className="text-fg-muted">{label}: </span>
      {lists ? (
        <>
          {lists.added.length > 0 && <Added>{t('tasks.history.added', { names: say(lists.added) })}</Added>}
          {lists.added.length > 0 && lists.removed.length > 0 && '; '}
          {lists.removed.length > 0 && <Removed>{t('tasks.history.removed', { names: say(lists.removed) })}</Removed>}
        </>
      ) : (
        <>
          <Removed>{valueOf(field, from, say)}</Removed>
          <span aria-hidden> → </span>
          <span className="sr-only"> {t('tasks.history.became')} </span>
          <Added>{valueOf(field, to, say)}</Added>
        </>
      )}
    </p>
  );
}

function valueOf(field: string, value: unknown, say: (value: unknown) => string): ReactNode {
  return field === 'parent_id' && typeof value === 'string' ? <TaskName id={value} /> : say(value);
}

function Added({ children }: { children: ReactNode }) {
  return <ins className="font-medium no-underline">{children}</ins>;
}

function Removed({ children }: { children: ReactNode }) {
  return <del className="text-fg-muted line-through">{children}</del>;
}
