import Comments from '@/features/comments/components/Comments';
import type { Task } from '@/shared/api/types';
import { useT } from '@/shared/i18n/useT';

/** What is said about a task. */
export default function TaskTalk({ task }: { task: Task }) {
  const t = useT();
  return (
    <section aria-label={t('comments.title')} className="flex flex-col gap-3 border-t border-line pt-3">
      <Comments task={task} />
    </section>
  );
}
