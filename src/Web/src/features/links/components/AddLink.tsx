import { useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useRef, useState } from 'react';
import { TaskPicker } from '@/features/tasks/components/TaskPicker';
import { keys } from '@/shared/api/keys';
import { useIntent } from '@/shared/api/mutation';
import type { TaskLink } from '@/shared/api/planning';
import type { Task } from '@/shared/api/types';
import { useT } from '@/shared/i18n/useT';
import { Button } from '@/shared/ui/Button';
import { Notice } from '@/shared/ui/Notice';
import { Select } from '@/shared/ui/Select';
import { describeError } from '@/shared/ui/writeError';
import { createLink } from '../api';
import { relations, toLink, type Relation } from '../model';

interface Wanted {
  relation: Relation;
  /** Id or key. */
  other: string;
}

/** How, then to which task: found by words, or named by its key wherever it stands. */
export function AddLink({ task }: { task: Task }) {
  const t = useT();
  const client = useQueryClient();
  const opener = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [relation, setRelation] = useState<Relation>('blocks');
  const add = useIntent<TaskLink, Wanted>({
    send: ({ relation: how, other }, intent) => {
      const { type, outgoing } = toLink(how);
      return outgoing ? createLink(task.id, type, other, intent) : createLink(other, type, task.id, intent);
    },
    // The answer names the task at its far end, which is this one where the link comes in.
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: keys.everyLink });
      close();
    },
  });

  const close = () => {
    setOpen(false);
    requestAnimationFrame(() => opener.current?.focus());
  };

  if (!open)
    return (
      <div>
        <Button ref={opener} variant="ghost" className="-ml-2.5" onClick={() => setOpen(true)}>
          <Plus aria-hidden size={14} />
          {t('links.add')}
        </Button>
      </div>
    );

  const keysOfForm = {
    onKeyDown: (event: React.KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      close();
    },
  };

  return (
    <div role="group" aria-label={t('links.add')} className="flex flex-col gap-1.5" {...keysOfForm}>
      <div className="flex flex-wrap items-center gap-1.5">
        <Select
          label={t('links.how')}
          className="w-36"
          value={relation}
          options={relations.map((one) => ({ value: one, label: t(`links.${one}`) }))}
          onChange={setRelation}
        />
        <TaskPicker
          projectId={task.project_id}
          except={task.id}
          value={null}
          label={t('links.which')}
          disabled={add.isPending}
          takesKeys
          onChange={(other) => other && add.mutate({ relation, other })}
          renderTrigger={() => <Button busy={add.isPending}>{t('links.choose')}</Button>}
        />
        <Button variant="ghost" onClick={close}>
          {t('common.cancel')}
        </Button>
      </div>
      {add.isError && (
        <Notice tone="danger" urgent>
          {describeError(t, add.error)}
        </Notice>
      )}
    </div>
  );
}
