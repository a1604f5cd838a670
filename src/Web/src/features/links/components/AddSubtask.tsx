import { Plus } from 'lucide-react';
import { useRef, useState, type FormEvent } from 'react';
import type { Task } from '@/shared/api/types';
import { useT } from '@/shared/i18n/useT';
import { limits } from '@/shared/lib/forms';
import { uuid7 } from '@/shared/lib/uuid7';
import { taskWrites } from '@/shared/sync/taskWrites';
import { Button } from '@/shared/ui/Button';
import { inputClass } from '@/shared/ui/Field';

/** A subtask from its title alone; stays open for the next one. */
export function AddSubtask({ parent, statusId }: { parent: Task; statusId: string | undefined }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const [title, setTitle] = useState('');
  const button = useRef<HTMLButtonElement>(null);

  const close = () => {
    setOpen(false);
    setTitle('');
    requestAnimationFrame(() => button.current?.focus());
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const text = title.trim();
    if (!text || !statusId) return;
    const id = uuid7();
    taskWrites.add({
      projectId: parent.project_id,
      taskId: id,
      subject: text,
      base: undefined,
      change: { kind: 'create', task: { id, title: text, status_id: statusId, parent_id: parent.id } },
    });
    setTitle('');
  };

  if (!open)
    return (
      <div>
        <Button ref={button} variant="ghost" className="-ml-2.5" onClick={() => setOpen(true)}>
          <Plus aria-hidden size={14} />
          {t('subtasks.add')}
        </Button>
      </div>
    );

  return (
    <form onSubmit={submit}>
      <input
        // The person has just asked for this field.
        ref={(input) => input?.focus()}
        aria-label={t('subtasks.titleOf', { key: parent.key })}
        placeholder={t('subtasks.placeholder')}
        maxLength={limits.title}
        value={title}
        onChange={(event) => setTitle(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          close();
        }}
        onBlur={() => title.trim() === '' && setOpen(false)}
        className={inputClass}
      />
    </form>
  );
}
