import { announce } from '@atlaskit/pragmatic-drag-and-drop-live-region';
import { Plus } from 'lucide-react';
import { useRef, useState, type FormEvent } from 'react';
import type { Status } from '@/shared/api/types';
import { useT } from '@/shared/i18n/useT';
import { uuid7 } from '@/shared/lib/uuid7';
import { taskWrites } from '@/shared/sync/taskWrites';
import { Button } from '@/shared/ui/Button';
import { inputClass } from '@/shared/ui/Field';

const maxTitle = 500;

/** A task from its title alone; stays open for the next one. */
export function QuickAdd({ projectId, status }: { projectId: string; status: Status }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const [title, setTitle] = useState('');
  const button = useRef<HTMLButtonElement>(null);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const text = title.trim();
    if (!text) return;
    const id = uuid7();
    taskWrites.add({
      projectId,
      taskId: id,
      subject: text,
      base: undefined,
      change: { kind: 'create', task: { id, title: text, status_id: status.id } },
    });
    setTitle('');
    announce(t('board.quickAdd.added', { title: text, column: status.name }));
  };

  const close = () => {
    setOpen(false);
    requestAnimationFrame(() => button.current?.focus());
  };

  if (!open)
    return (
      <div className="p-1.5">
        <Button ref={button} variant="ghost" className="w-full justify-start" onClick={() => setOpen(true)}>
          <Plus aria-hidden size={14} />
          {t('board.quickAdd.open')}
          <span className="sr-only">{t('board.quickAdd.in', { column: status.name })}</span>
        </Button>
      </div>
    );

  return (
    <form className="p-1.5" onSubmit={submit}>
      <input
        // The person has just asked for this field.
        ref={(input) => input?.focus()}
        aria-label={t('board.quickAdd.title', { column: status.name })}
        placeholder={t('board.quickAdd.placeholder')}
        maxLength={maxTitle}
        value={title}
        onChange={(event) => setTitle(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && close()}
        onBlur={() => title.trim() === '' && setOpen(false)}
        className={inputClass}
      />
    </form>
  );
}
