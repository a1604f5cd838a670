import { Tabs } from '@base-ui/react/tabs';
import { Suspense } from 'react';
import Comments from '@/features/comments/components/Comments';
import { Watchers } from '@/features/tasks/components/Watchers';
import type { Task } from '@/shared/api/types';
import { useT } from '@/shared/i18n/useT';
import { lazyPart } from '@/shared/lib/lazyPart';
import { Loading } from '@/shared/ui/Loading';

const History = lazyPart(() => import('@/features/tasks/history/History'));

const tabClass =
  'inline-flex items-center gap-1.5 rounded-md px-2.5 font-medium text-fg-muted control-h hover:text-fg data-active:bg-selected data-active:text-fg';

/** What was said about a task and what happened to it. */
export default function TaskTalk({ task }: { task: Task }) {
  const t = useT();
  return (
    <Tabs.Root defaultValue="comments" className="flex flex-col gap-3 border-t border-line pt-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Tabs.List aria-label={t('tasks.talk')} className="flex gap-1">
          <Tabs.Tab value="comments" className={tabClass}>
            {t('comments.title')}
            <span className="text-2xs">{task.comment_count}</span>
          </Tabs.Tab>
          <Tabs.Tab value="history" className={tabClass}>
            {t('tasks.history.title')}
          </Tabs.Tab>
        </Tabs.List>
        <Watchers task={task} />
      </div>
      <Tabs.Panel value="comments" keepMounted>
        <Comments task={task} />
      </Tabs.Panel>
      <Tabs.Panel value="history">
        <Suspense fallback={<Loading />}>
          <History task={task} />
        </Suspense>
      </Tabs.Panel>
    </Tabs.Root>
  );
}
