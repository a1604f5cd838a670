import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { ChevronDown, ChevronUp, Maximize2, X } from 'lucide-react';
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { LinksSection } from '@/features/links/components/LinksSection';
import { SubtasksSection } from '@/features/links/components/SubtasksSection';
import type { Task } from '@/shared/api/types';
import { useT } from '@/shared/i18n/useT';
import { useViewing } from '@/shared/realtime/presence';
import { useNeighbours } from '@/shared/lib/taskOrder';
import { useHotkey } from '@/shared/lib/useHotkey';
import { buttonClass, IconButton } from '@/shared/ui/Button';
import { ErrorState } from '@/shared/ui/ErrorState';
import { Loading } from '@/shared/ui/Loading';
import { openTaskQuery } from './api';
import { ArchivedNotice } from './components/ArchivedNotice';
import { DescriptionField } from './components/DescriptionField';
import { Properties } from './components/Properties';
import { TaskActions } from './components/TaskActions';
import { Times } from './components/Times';
import { TaskPresence } from './components/TaskPresence';
import { TitleField } from './components/TitleField';
import { LockBanner } from './lock/LockBanner';
import { useEditLock } from './lock/useEditLock';
import { useProjectParts } from './useProjectParts';
import { useTaskEdit } from './useTaskEdit';

interface TaskPanelProps {
  projectId: string;
  taskKey: string;
  onClose: () => void;
  /** What stands below the fields; other features bring it. */
  children: (task: Task) => ReactNode;
}

/** One task beside the board or the list, which stays usable. */
export default function TaskPanel({ taskKey, onClose, children }: TaskPanelProps) {
  const t = useT();
  const panel = useRef<HTMLElement>(null);
  const { data: task, error, refetch } = useQuery(openTaskQuery(taskKey));

  useEffect(() => panel.current?.focus({ preventScroll: true }), []);

  // Whatever Escape means to a field or a popup comes first: they prevent the default.
  const keys = {
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      onClose();
    },
  };
  useHotkey({ key: 'escape' }, onClose);

  return (
    <aside
      ref={panel}
      tabIndex={-1}
      aria-label={t('tasks.panel', { key: taskKey })}
      {...keys}
      className="fixed inset-y-0 right-0 z-10 flex w-110 max-w-full shrink-0 flex-col border-l border-line bg-surface outline-none max-lg:shadow-popup lg:static lg:h-full"
    >
      {task ? (
        <LoadedPanel task={task} onClose={onClose}>
          {children(task)}
        </LoadedPanel>
      ) : (
        <>
          <header className="flex h-11 items-center justify-end border-b border-line px-2">
            <CloseButton onClose={onClose} />
          </header>
          {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading />}
        </>
      )}
    </aside>
  );
}

function CloseButton({ onClose }: { onClose: () => void }) {
  const t = useT();
  return (
    <IconButton label={t('common.close')} shortcut="Esc" onClick={onClose}>
      <X aria-hidden size={16} />
    </IconButton>
  );
}

interface LoadedPanelProps {
  task: Task;
  onClose: () => void;
  children: ReactNode;
}

function LoadedPanel({ task, onClose, children }: LoadedPanelProps) {
  const t = useT();
  const edit = useTaskEdit(task);
  const lock = useEditLock(task);
  useViewing(task.id);
  const parts = useProjectParts(task.project_id);
  const editable = parts.editable && !task.archived_at;

  return (
    <>
      <header className="flex h-11 shrink-0 items-center gap-1 border-b border-line px-3">
        <h2 className="font-mono text-xs text-fg-muted">{task.key}</h2>
        <div className="mr-auto pl-2">
          <TaskPresence task={task} />
        </div>
        <Neighbours taskKey={task.key} />
        <Link
          to="/tasks/$task"
          params={{ task: task.key }}
          aria-label={t('tasks.openPage')}
          title={t('tasks.openPage')}
          className={buttonClass('ghost', 'aspect-square px-0')}
        >
          <Maximize2 aria-hidden size={14} />
        </Link>
        <TaskActions edit={edit} editable={parts.editable} />
        <CloseButton onClose={onClose} />
      </header>
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-4">
        {task.archived_at && <ArchivedNotice onRestore={parts.editable ? edit.restore : undefined} />}
        <LockBanner lock={lock} nameOf={parts.nameOf} editable={editable} mayTakeOver={parts.manageable && editable} />
        <TitleField edit={edit} editable={editable} lock={lock} />
        <Properties edit={edit} parts={parts} editable={editable} />
        <DescriptionField edit={edit} editable={editable} lock={lock} />
        <SubtasksSection task={task} parts={parts} editable={editable} />
        <LinksSection task={task} editable={editable} />
        <Times task={edit.shown} nameOf={parts.nameOf} />
        {children}
      </div>
    </>
  );
}

/** The tasks above and below in the view behind the panel: J and K. */
function Neighbours({ taskKey }: { taskKey: string }) {
  const t = useT();
  const navigate = useNavigate();
  const { previous, next } = useNeighbours(taskKey);
  const go = (key: string | undefined) => {
    if (key) void navigate({ to: '.', search: (old: object) => ({ ...old, task: key }), replace: true });
  };
  useHotkey({ key: 'j' }, () => go(next));
  useHotkey({ key: 'k' }, () => go(previous));

  return (
    <>
      <IconButton label={t('tasks.previous')} shortcut="K" disabled={!previous} onClick={() => go(previous)}>
        <ChevronUp aria-hidden size={16} />
      </IconButton>
      <IconButton label={t('tasks.next')} shortcut="J" disabled={!next} onClick={() => go(next)}>
        <ChevronDown aria-hidden size={16} />
      </IconButton>
    </>
  );
}
