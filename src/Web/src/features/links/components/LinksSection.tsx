import { useQuery, useQueryClient } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { keys } from '@/shared/api/keys';
import { useIntent } from '@/shared/api/mutation';
import type { TaskLink } from '@/shared/api/planning';
import type { Task } from '@/shared/api/types';
import { useT } from '@/shared/i18n/useT';
import { IconButton } from '@/shared/ui/Button';
import { showWriteError } from '@/shared/ui/writeError';
import { deleteLink, linksQuery } from '../api';
import { byRelation } from '../model';
import { AddLink } from './AddLink';
import { TaskLine } from './TaskLine';

/** The tasks that this one blocks, waits for, relates to or repeats. */
export function LinksSection({ task, editable }: { task: Task; editable: boolean }) {
  const t = useT();
  const { data: links, isError } = useQuery(linksQuery(task.id));

  return (
    <section aria-labelledby={`links-${task.id}`} className="flex flex-col gap-1.5">
      <h3 id={`links-${task.id}`} className="text-xs font-semibold text-fg-muted">
        {t('links.title')}
      </h3>
      {isError && !links && <p className="text-xs text-danger">{t('links.notLoaded')}</p>}
      {byRelation(links ?? []).map(([relation, some]) => (
        <div key={relation} className="flex flex-col">
          <h4 className="text-2xs text-fg-muted">{t(`links.${relation}`)}</h4>
          <ul>
            {some.map((link) => (
              <LinkItem key={link.id} task={task} link={link} editable={editable} />
            ))}
          </ul>
        </div>
      ))}
      {links?.length === 0 && !editable && <p className="text-xs text-fg-muted">{t('common.none')}</p>}
      {editable && <AddLink task={task} />}
    </section>
  );
}

function LinkItem({ task, link, editable }: { task: Task; link: TaskLink; editable: boolean }) {
  const t = useT();
  const client = useQueryClient();
  const remove = useIntent<void>({
    send: (_, intent) => deleteLink(task.id, link.id, intent),
    onSettled: () =>
      Promise.all([task.id, link.task.id].map((id) => client.invalidateQueries({ queryKey: keys.links(id) }))),
    onError: (error) => showWriteError(t, error, { subject: link.task.key, retry: () => remove.mutate() }),
  });

  return (
    <li className="flex items-center gap-1">
      <TaskLine task={link.task} />
      {editable && (
        <IconButton
          label={t('links.remove', { key: link.task.key })}
          aria-busy={remove.isPending || undefined}
          disabled={remove.isPending}
          onClick={() => remove.mutate()}
        >
          <X aria-hidden size={14} />
        </IconButton>
      )}
    </li>
  );
}
