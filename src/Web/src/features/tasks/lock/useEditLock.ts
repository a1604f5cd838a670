import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useMe } from '@/features/auth/api';
import type { Task, TaskLock } from '@/shared/api/types';
import { useTaskWrites } from '@/shared/sync/taskWrites';
import { fieldsOf, type Write } from '@/shared/sync/write';
import { lockTask, unlockTask } from '../api';
import { applyLock } from '../cache';
import { startLease, type Lease } from './lease';

export interface EditLock {
  /** A text field has or has not the attention of the person. */
  edits: (field: string, editing: boolean) => void;
  /** Somebody else holds the lock. */
  other: TaskLock | undefined;
  /** It was taken from somebody on this page. */
  takenOver: boolean;
  takeOver: () => Promise<void>;
}

const none: ReadonlySet<string> = new Set();
const texts = ['title', 'description'];

const isTextUnderWay = ({ state, change }: Write) =>
  (state === 'waiting' || state === 'sending') && fieldsOf(change).some((field) => texts.includes(field));

/** Keeps the text of a task for whoever writes it, from the first attention until what they wrote has arrived. */
export function useEditLock(task: Task): EditLock {
  const client = useQueryClient();
  const { user } = useMe();
  const underWay = useTaskWrites(task.id).some(isTextUnderWay);
  const [editing, setEditing] = useState(none);
  const [holding, setHolding] = useState(false);
  const [takenOver, setTakenOver] = useState(false);
  const lease = useRef<Lease>(undefined);

  const wanted = editing.size > 0 || (holding && underWay);
  if (wanted !== holding) setHolding(wanted);

  const tell = useCallback((lock: TaskLock | null) => applyLock(client, task.id, lock), [client, task.id]);

  useEffect(() => {
    if (!holding) return;
    const begun = startLease({
      take: () => lockTask(task.id),
      release: () => unlockTask(task.id),
      onHolder: tell,
    });
    lease.current = begun;
    return () => {
      lease.current = undefined;
      begun.end();
    };
  }, [holding, task.id, tell]);

  const writing = editing.size > 0;
  useEffect(() => {
    if (holding) lease.current?.attend(writing);
  }, [holding, writing]);

  // Whoever took it over and never wrote gives it back with the page.
  useEffect(() => {
    if (!takenOver) return;
    const release = () => void unlockTask(task.id).catch(() => undefined);
    window.addEventListener('pagehide', release);
    return () => {
      window.removeEventListener('pagehide', release);
      release();
    };
  }, [takenOver, task.id]);

  const edits = useCallback(
    (field: string, now: boolean) =>
      setEditing((old) => {
        if (old.has(field) === now) return old;
        return now ? new Set([...old, field]) : new Set([...old].filter((one) => one !== field));
      }),
    [],
  );

  const other = task.lock && task.lock.user_id !== user.id ? task.lock : undefined;

  return useMemo(
    () => ({
      other,
      takenOver: takenOver && !other,
      edits,
      takeOver: async () => {
        tell(await lockTask(task.id, true));
        setTakenOver(true);
      },
    }),
    [other, takenOver, edits, tell, task.id],
  );
}

/** Tells the lock while a field is being edited, and that it is not when the field goes. */
export function useEdits({ edits }: EditLock, field: string, editing: boolean): void {
  useEffect(() => {
    if (!editing) return;
    edits(field, true);
    return () => edits(field, false);
  }, [edits, field, editing]);
}
