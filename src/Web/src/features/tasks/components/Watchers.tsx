import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Eye, EyeOff } from 'lucide-react';
import { useMe } from '@/features/auth/api';
import { keys } from '@/shared/api/keys';
import { useIntent } from '@/shared/api/mutation';
import type { Task } from '@/shared/api/types';
import { useT } from '@/shared/i18n/useT';
import { Avatar } from '@/shared/ui/Avatar';
import { Button } from '@/shared/ui/Button';
import { showWriteError } from '@/shared/ui/writeError';
import { watchersQuery, watchTask } from '../api';

/** Who is told what happens to a task, and whether oneself is. */
export function Watchers({ task }: { task: Task }) {
  const t = useT();
  const client = useQueryClient();
  const { user } = useMe();
  const { data: watchers } = useQuery(watchersQuery(task.id));
  const watching = watchers?.some((one) => one.id === user.id) ?? false;

  const watch = useIntent({
    send: (watches: boolean, intent) => watchTask(task.id, user.id, watches, intent),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.watchers(task.id) }),
    onError: (error, watches) => showWriteError(t, error, { subject: task.key, retry: () => watch.mutate(watches) }),
  });

  if (!watchers) return null;
  return (
    <div className="flex min-w-0 items-center gap-2">
      <ul aria-label={t('tasks.watchers.title')} className="flex min-w-0 flex-wrap gap-0.5">
        {watchers.map(({ id, name }) => (
          <li key={id} className="flex">
            <Avatar name={name} />
            <span className="sr-only">{name}</span>
          </li>
        ))}
      </ul>
      {!task.archived_at && (
        <Button variant="ghost" busy={watch.isPending} onClick={() => watch.mutate(!watching)}>
          {watching ? <EyeOff aria-hidden size={14} /> : <Eye aria-hidden size={14} />}
          {t(watching ? 'tasks.watchers.stop' : 'tasks.watchers.watch')}
        </Button>
      )}
    </div>
  );
}
