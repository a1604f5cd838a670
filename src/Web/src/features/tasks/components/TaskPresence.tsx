import { Pencil } from 'lucide-react';
import { useMe } from '@/features/auth/api';
import { useT } from '@/shared/i18n/useT';
import type { PresentPerson } from '@/shared/realtime/hub';
import { peopleAt, usePresence } from '@/shared/realtime/presence';
import type { Task } from '@/shared/api/types';
import { Avatar } from '@/shared/ui/Avatar';

const shownAtMost = 5;

/** Who else has the task open, and who of them is editing it. */
export function TaskPresence({ task }: { task: Task }) {
  const t = useT();
  const { user } = useMe();
  const people = peopleAt(usePresence(task.project_id) ?? [], task.id, user.id);
  const shown = people.slice(0, people.length > shownAtMost ? shownAtMost - 1 : shownAtMost);
  const rest = people.slice(shown.length);
  const wordsOf = ({ name, editing }: PresentPerson) =>
    t(editing.includes(task.id) ? 'presence.editing' : 'presence.viewing', { name });

  return (
    <ul aria-label={t('presence.atTask')} className="flex items-center gap-1 empty:hidden">
      {shown.map((person) => {
        const edits = person.editing.includes(task.id);
        return (
          <li key={person.id} title={wordsOf(person)} className="flex items-center gap-0.5">
            <Avatar name={person.name} className={edits ? 'border-accent' : ''} />
            {edits && <Pencil aria-hidden size={12} className="text-accent" />}
            <span className="sr-only">{wordsOf(person)}</span>
          </li>
        );
      })}
      {rest.length > 0 && (
        <li title={rest.map(wordsOf).join('\n')} className="text-2xs text-fg-muted">
          <span aria-hidden>{t('presence.more', { count: rest.length })}</span>
          <span className="sr-only">{rest.map(wordsOf).join(', ')}</span>
        </li>
      )}
    </ul>
  );
}
