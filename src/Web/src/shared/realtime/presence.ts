import { useEffect } from 'react';
import type { PresentPerson } from './hub';
import { useLive } from './liveStore';

/** Who is in a project; null: unknown. */
export function usePresence(projectId: string | undefined): readonly PresentPerson[] | null {
  return useLive(({ presence }) => (projectId === undefined ? null : (presence[projectId] ?? null)));
}

/** Tells the others that a task is open here, until it is closed. */
export function useViewing(taskId: string): void {
  useEffect(() => {
    useLive.setState({ viewing: taskId });
    return () => useLive.setState((now) => (now.viewing === taskId ? { viewing: null } : now));
  }, [taskId]);
}

/** The others who have a task open or write in it; who writes comes first. */
export function peopleAt(people: readonly PresentPerson[], taskId: string, exceptId: string): PresentPerson[] {
  return people
    .filter(({ id, viewing, editing }) => id !== exceptId && (viewing.includes(taskId) || editing.includes(taskId)))
    .toSorted((a, b) => Number(b.editing.includes(taskId)) - Number(a.editing.includes(taskId)));
}

/** Tasks that somebody began or ceased to edit. */
export function movedLocks(
  before: readonly PresentPerson[] | null | undefined,
  after: readonly PresentPerson[] | null,
): string[] {
  const held = (people: readonly PresentPerson[] | null | undefined) =>
    new Set((people ?? []).flatMap(({ id, editing }) => editing.map((taskId) => `${taskId} ${id}`)));
  const [old, now] = [held(before), held(after)];
  const moved = [...old].filter((lock) => !now.has(lock)).concat([...now].filter((lock) => !old.has(lock)));
  return [...new Set(moved.map((lock) => lock.split(' ')[0]!))];
}
