import { CircleHelp } from 'lucide-react';
import { useMe } from '@/features/auth/api';
import { useFormat } from '@/shared/i18n/useFormat';
import { useT } from '@/shared/i18n/useT';
import { useLive } from '@/shared/realtime/liveStore';
import { usePresence } from '@/shared/realtime/presence';
import { Avatar } from '@/shared/ui/Avatar';

const shownAtMost = 4;

/** Who else is in the project of this page. Its room is kept, so that nothing moves when people come and go. */
export function Presence() {
  const t = useT();
  const format = useFormat();
  const { user } = useMe();
  const projectId = useLive((live) => live.projectId);
  const present = usePresence(projectId);
  if (projectId === undefined) return null;

  const others = present?.filter(({ id }) => id !== user.id) ?? [];
  const names = format.list(others.map(({ name }) => name));
  const words = !present
    ? t('presence.unknown')
    : others.length === 0
      ? t('presence.nobody')
      : t('presence.people', { count: others.length, names });
  const shown = others.slice(0, others.length > shownAtMost ? shownAtMost - 1 : shownAtMost);

  return (
    <div
      data-presence={present ? others.length : 'unknown'}
      title={words}
      className="flex w-28 items-center justify-end max-md:hidden"
    >
      <span className="sr-only">{words}</span>
      {present ? (
        <span aria-hidden className="flex gap-0.5">
          {shown.map(({ id, name }) => (
            <Avatar key={id} name={name} size={24} />
          ))}
          {others.length > shown.length && (
            <span className="inline-flex size-6 items-center justify-center text-2xs text-fg-muted">
              {t('presence.more', { count: others.length - shown.length })}
            </span>
          )}
        </span>
      ) : (
        <CircleHelp aria-hidden size={16} className="text-fg-muted" />
      )}
    </div>
  );
}
