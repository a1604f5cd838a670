import { CalendarDays, ListTree } from 'lucide-react';
import type { MouseEvent } from 'react';
import type { Card as CardData, Label, Person } from '@/shared/api/types';
import { useFormat } from '@/shared/i18n/useFormat';
import { useT } from '@/shared/i18n/useT';
import { cx } from '@/shared/lib/cx';
import type { WriteState } from '@/shared/sync/write';
import { Avatar } from '@/shared/ui/Avatar';
import { LabelChip } from '@/shared/ui/Badge';
import { PriorityIcon } from '@/shared/ui/TaskGlyphs';
import { WriteMark } from '@/shared/ui/WriteMark';
import { isOverdue } from '../model';
import { RefusedActions } from './RefusedActions';

interface CardProps {
  card: CardData;
  state: WriteState | undefined;
  tabStop: boolean;
  open: boolean;
  members: readonly Person[];
  labels: readonly Label[];
  onOpen: (key: string) => void;
}

const maxLabels = 3;
const maxAvatars = 3;

/** One stretched link; nothing inside it is a second target but what a refused write needs. */
export function Card({ card, state, tabStop, open, members, labels, onOpen }: CardProps) {
  const t = useT();
  const chips = card.label_ids.flatMap((id) => labels.find((label) => label.id === id) ?? []);
  const assignees = card.assignee_ids.map((id) => ({
    id,
    name: members.find((member) => member.id === id)?.display_name ?? t('common.formerMember'),
  }));

  const onClick = (event: MouseEvent) => {
    // Other clicks are the browser's: a new tab shows the task as a page.
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (card.key !== '') onOpen(card.key);
  };

  return (
    <article
      className={cx(
        'relative flex flex-col gap-1.5 rounded-md border p-2 pb-1.5 outline-accent has-[a:focus-visible]:outline-2',
        open ? 'border-accent bg-selected' : 'border-line bg-surface hover:border-line-strong',
        (state === 'failed' || state === 'conflict') && 'border-danger',
      )}
    >
      <div className="flex min-h-5 items-center gap-1.5 text-2xs text-fg-muted">
        <span title={t(`priority.${card.priority}`)}>
          <PriorityIcon priority={card.priority} />
          <span className="sr-only">{t(`priority.${card.priority}`)}</span>
        </span>
        <span className="font-mono">{card.key || t('board.card.new')}</span>
        {state && <WriteMark state={state} />}
        <Assignees people={assignees} />
      </div>
      <p className="line-clamp-3 leading-snug break-words">
        <a
          href={card.key ? `/tasks/${card.key}` : undefined}
          role={card.key ? undefined : 'link'}
          aria-disabled={card.key ? undefined : true}
          aria-current={open || undefined}
          data-card={card.id}
          draggable={false}
          tabIndex={tabStop ? 0 : -1}
          onClick={onClick}
          className="outline-none after:absolute after:inset-0 after:rounded-md"
        >
          {card.title}
        </a>
      </p>
      <div className="flex flex-wrap items-center gap-1 empty:hidden">
        {chips.slice(0, maxLabels).map((label) => (
          <LabelChip key={label.id} name={label.name} color={label.color} />
        ))}
        {chips.length > maxLabels && (
          <span className="text-2xs text-fg-muted">
            {t('board.card.moreLabels', { count: chips.length - maxLabels })}
          </span>
        )}
        <Facts card={card} />
      </div>
      {(state === 'failed' || state === 'conflict') && <RefusedActions card={card} state={state} />}
    </article>
  );
}

function Assignees({ people }: { people: { id: string; name: string }[] }) {
  const t = useT();
  if (people.length === 0) return null;
  return (
    <span className="ml-auto flex items-center gap-0.5">
      <span className="sr-only">{t('board.card.assigned', { names: people.map((one) => one.name).join(', ') })}</span>
      {people.slice(0, maxAvatars).map((one) => (
        <Avatar key={one.id} name={one.name} />
      ))}
      {people.length > maxAvatars && (
        <span aria-hidden className="text-2xs">
          +{people.length - maxAvatars}
        </span>
      )}
    </span>
  );
}

function Facts({ card }: { card: CardData }) {
  const t = useT();
  const format = useFormat();
  const overdue = isOverdue(card);
  if (!card.due_date && card.estimate === null && card.subtask_count === 0) return null;

  return (
    <span className="ml-auto flex items-center gap-1.5 text-2xs text-fg-muted">
      {card.subtask_count > 0 && (
        <span className="flex items-center gap-0.5">
          <ListTree aria-hidden size={12} />
          <span className="sr-only">{t('board.card.subtasks', { count: card.subtask_count })}</span>
          <span aria-hidden>{card.subtask_count}</span>
        </span>
      )}
      {card.estimate !== null && (
        <span className="rounded-sm bg-hover px-1" title={t('board.card.estimate', { estimate: card.estimate })}>
          <span className="sr-only">{t('board.card.estimate', { estimate: card.estimate })}</span>
          <span aria-hidden>{format.number(card.estimate)}</span>
        </span>
      )}
      {card.due_date && (
        <span className={cx('flex items-center gap-0.5', overdue && 'font-medium text-danger')}>
          <CalendarDays aria-hidden size={12} />
          <span className="sr-only">{overdue ? t('board.card.overdue') : t('board.card.due')}</span>
          {format.shortDate(card.due_date)}
        </span>
      )}
    </span>
  );
}
