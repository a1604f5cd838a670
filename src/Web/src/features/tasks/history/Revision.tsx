import { Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { relationOf } from '@/features/links/model';
import type { Envelope } from '@/shared/api/types';
import { useFormat } from '@/shared/i18n/useFormat';
import { useT } from '@/shared/i18n/useT';
import type { Write } from '@/shared/sync/write';
import { Avatar } from '@/shared/ui/Avatar';
import { Button } from '@/shared/ui/Button';
import { WriteMark } from '@/shared/ui/WriteMark';
import { TaskName } from '../components/TaskName';
import { fieldsOf, isUndoable, kindOf, linkOf } from './model';
import { RefusedUndo } from './RefusedUndo';
import { RevisionChange } from './RevisionChange';

interface RevisionProps {
  revision: Envelope;
  nameOf: (field: string) => string;
  say: (field: string, value: unknown) => string;
  whoIs: (email: string) => string;
  /** The undo of it that is under way or refused. */
  write: Write | undefined;
  onUndo: (() => void) | undefined;
  /** The way to who was told of it. */
  journey?: ReactNode;
}

/** One change of a task: who, when, what; and the way back. */
export function Revision({ revision, nameOf, say, whoIs, write, onUndo, journey }: RevisionProps) {
  const t = useT();
  const format = useFormat();
  const { actor, at, changes, resource } = revision;
  const when = format.instant(at);
  const link = linkOf(revision);

  return (
    <li className="flex gap-2" data-revision={resource.version}>
      <Avatar name={actor.name} className="mt-1" />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <header className="flex min-h-7 flex-wrap items-center gap-x-2">
          <span>
            <span className="font-medium">{actor.name}</span> {t(`tasks.history.${kindOf(revision)}`)}
          </span>
          <time dateTime={at} title={when} className="text-xs text-fg-muted">
            {format.ago(at)}
          </time>
          {write && <WriteMark state={write.state} />}
          <span className="ml-auto flex items-center">
            {journey}
            {onUndo && isUndoable(revision) && !write && (
              <Button variant="ghost" onClick={onUndo}>
                <Undo2 aria-hidden size={12} />
                {t('tasks.history.undo')}
              </Button>
            )}
          </span>
        </header>
        {link && (
          <p className="break-words">
            <span className="text-fg-muted">{t(`links.${relationOf(link)}`)}: </span>
            <TaskName id={link.task_id} />
          </p>
        )}
        {fieldsOf(changes).map((field) => (
          <RevisionChange
            key={field}
            field={field}
            label={nameOf(field)}
            change={changes[field]!}
            say={(value) => say(field, value)}
            when={when}
          />
        ))}
        {write && (write.state === 'failed' || write.state === 'conflict') && (
          <RefusedUndo write={write} whoIs={whoIs} />
        )}
      </div>
    </li>
  );
}
