import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Columns3 } from 'lucide-react';
import type { ReactNode } from 'react';
import { LinksSection } from '@/features/links/components/LinksSection';
import { SubtasksSection } from '@/features/links/components/SubtasksSection';
import type { Task } from '@/shared/api/types';
import { useT } from '@/shared/i18n/useT';
import { useViewing } from '@/shared/realtime/presence';
import { useDocumentTitle } from '@/shared/lib/useDocumentTitle';
import { buttonClass } from '@/shared/ui/Button';
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

interface TaskPageProps {
  task: string;
  /** What stands below the texts; other features bring it. */
  children: (task: Task) => ReactNode;
}

/** One task on a page of its own. */
export default function TaskPage({ task: key, children }: TaskPageProps) {
  const { data: task, error, refetch } = useQuery(openTaskQuery(key));
  useDocumentTitle(task ? `${task.key} ${task.title}` : key);

  if (task) return <LoadedPage task={task}>{children(task)}</LoadedPage>;
  return (
    <>
      <h1 className="sr-only">{key}</h1>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading />}
    </>
  );
}

function LoadedPage({ task, children }: { task: Task; children: ReactNode }) {
  const t = useT();
  const edit = useTaskEdit(task);
  const lock = useEditLock(task);
  useViewing(task.id);
  const parts = useProjectParts(task.project_id);
  const editable = parts.editable && !task.archived_at;

  return (
    <div className="h-full overflow-y-auto">
      <div className="mx-auto flex max-w-5xl flex-col gap-4 p-4">
        <header className="flex items-center gap-2">
          <h1 className="font-mono text-xs text-fg-muted">
            {task.key}
            <span className="sr-only"> {task.title}</span>
          </h1>
          <div className="mr-auto">
            <TaskPresence task={task} />
          </div>
          <Link
            to="/projects/$projectId/board"
            params={{ projectId: task.project_id }}
            search={{ task: task.key }}
            className={buttonClass('ghost')}
          >
            <Columns3 aria-hidden size={14} />
            {t('tasks.openBoard')}
          </Link>
          <TaskActions edit={edit} editable={parts.editable} />
        </header>
        {task.archived_at && <ArchivedNotice onRestore={parts.editable ? edit.restore : undefined} />}
        <div className="grid items-start gap-6 md:grid-cols-[minmax(0,1fr)_20rem]">
          <div className="flex min-w-0 flex-col gap-4">
            <LockBanner
              lock={lock}
              nameOf={parts.nameOf}
              editable={editable}
              mayTakeOver={parts.manageable && editable}
            />
            <TitleField edit={edit} editable={editable} lock={lock} />
            <DescriptionField edit={edit} editable={editable} lock={lock} />
            <SubtasksSection task={task} parts={parts} editable={editable} />
            <LinksSection task={task} editable={editable} />
            {children}
          </div>
          <div className="flex flex-col gap-3 rounded-lg border border-line bg-surface p-3">
            <Properties edit={edit} parts={parts} editable={editable} />
            <Times task={edit.shown} nameOf={parts.nameOf} />
          </div>
        </div>
      </div>
    </div>
  );
}
