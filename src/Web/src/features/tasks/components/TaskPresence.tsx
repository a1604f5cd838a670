import { Pencil } from 'lucide-react';
import { useMe } from '@/features/auth/api';
import { useT } from '@/shared/i18n/useT';
import { peopleAt, usePresence } from '@/shared/realtime/presence';
import type { Task } from '@/shared/api/types';
import { Avatar } from '@/shared/ui/Avatar';

/** Who else has the task open, and who of them is editing it. */
export function TaskPresence({ task }: { task: Task }) {
  const t = useT();
  const { user } = useMe();
  const people = peopleAt(usePresence(task.project_id) ?? [], task.id, user.id);

  return (
    <ul aria-label={t('presence.atTask')} data-at-task className="flex min-w-0 -space-x-1 overflow-hidden empty:hidden">
      {people.map(({ id, name, editing }) => {
        const edits = editing.includes(task.id);
        const words = t(edits ? 'presence.editing' : 'presence.viewing', { name });
        return (
          <li key={id} title={words} className="relative flex">
            <Avatar name={name} className={edits ? 'border-accent ring-1 ring-accent' : ''} />
            {edits && (
              <Pencil
                aria-hidden
                size={10}
                className="absolute -right-0.5 -bottom-0.5 rounded-full bg-surface text-accent"
              />
            )}
            <span className="sr-only">{words}</span>
          </li>
        );
      })}
    </ul>
  );
}
