import { getRouteApi, Outlet } from '@tanstack/react-router';
import { Suspense } from 'react';
import { ProjectFeed, useProjectFeed } from '@/app/live/useProjectFeed';
import type { Task } from '@/shared/api/types';
import { lazyPart } from '@/shared/lib/lazyPart';
import { useUi } from '@/shared/lib/uiStore';
import { useHotkey } from '@/shared/lib/useHotkey';
import { usePrefetch } from '@/shared/lib/usePrefetch';

const BoardPage = lazyPart(() => import('@/features/board/BoardPage'));
const ListPage = lazyPart(() => import('@/features/list/ListPage'));
const MilestonesPage = lazyPart(() => import('@/features/milestones/MilestonesPage'));
const ImportPage = lazyPart(() => import('@/features/imports/ImportPage'));
const ProjectSettingsPage = lazyPart(() => import('@/features/projects/ProjectSettingsPage'));
const loadPanel = () => import('@/features/tasks/TaskPanel');
const loadTalk = () => import('./TaskTalk');
const loadCreate = () => import('@/features/tasks/CreateTaskDialog');
const TaskPanel = lazyPart(loadPanel);
const TaskPage = lazyPart(() => import('@/features/tasks/TaskPage'));
const TaskTalk = lazyPart(loadTalk);
const CreateTaskDialog = lazyPart(loadCreate);
const nextAtHand = [loadPanel, loadTalk, loadCreate];

const projectRoute = getRouteApi('/_app/projects/$projectId');
const taskRoute = getRouteApi('/_app/tasks/$task');

const talk = (task: Task) => (
  <Suspense>
    <TaskTalk task={task} />
  </Suspense>
);

/** A view of the project, the panel of one task beside it and the dialog for a new one above. */
export function ProjectLayout() {
  const { projectId } = projectRoute.useParams();
  const { task } = projectRoute.useSearch();
  const navigate = projectRoute.useNavigate();
  const request = useUi((ui) => ui.createTask);
  const openCreateTask = useUi((ui) => ui.openCreateTask);
  const closeCreateTask = useUi((ui) => ui.closeCreateTask);

  useProjectFeed(projectId);
  usePrefetch(nextAtHand);
  useHotkey({ key: 'c' }, () => openCreateTask({ projectId }));

  return (
    <div className="flex h-full min-h-0">
      <div className="h-full min-w-0 flex-1">
        <Outlet />
      </div>
      {task && (
        <Suspense>
          <TaskPanel
            key={task}
            projectId={projectId}
            taskKey={task}
            onClose={() => void navigate({ to: '.', search: (old) => ({ ...old, task: undefined }) as never })}
          >
            {talk}
          </TaskPanel>
        </Suspense>
      )}
      {request && (
        <Suspense>
          <CreateTaskDialog request={request} onClose={closeCreateTask} />
        </Suspense>
      )}
    </div>
  );
}

export function BoardRoute() {
  const { projectId } = projectRoute.useParams();
  return <BoardPage key={projectId} projectId={projectId} />;
}

export function ListRoute() {
  const { projectId } = projectRoute.useParams();
  return <ListPage key={projectId} projectId={projectId} />;
}

export function MilestonesRoute() {
  const { projectId } = projectRoute.useParams();
  return <MilestonesPage key={projectId} projectId={projectId} />;
}

export function ImportRoute() {
  const { projectId } = projectRoute.useParams();
  return <ImportPage key={projectId} projectId={projectId} />;
}

export function ProjectSettingsRoute() {
  const { projectId } = projectRoute.useParams();
  return <ProjectSettingsPage key={projectId} projectId={projectId} />;
}

export function TaskRoute() {
  const { task } = taskRoute.useParams();
  return (
    <TaskPage key={task} task={task}>
      {(loaded) => (
        <>
          <ProjectFeed projectId={loaded.project_id} />
          {talk(loaded)}
        </>
      )}
    </TaskPage>
  );
}
