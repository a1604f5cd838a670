import { hashKey, type Query, type QueryClient } from '@tanstack/react-query';
import { readChanges } from '@/features/board/api';
import { BoardFold } from '@/features/board/fold';
import type { BoardModel } from '@/features/board/model';
import { readTask } from '@/features/tasks/api';
import { applyTask, refreshCounts, refreshLists, refreshTask } from '@/features/tasks/cache';
import { keys } from '@/shared/api/keys';
import { coalesce } from '@/shared/lib/coalesce';
import { useLive } from '@/shared/realtime/liveStore';
import { movedLocks } from '@/shared/realtime/presence';
import type { FeedSink } from '@/shared/realtime/projectFeed';
import type { Position } from '@/shared/realtime/sequence';
import { followLog } from './followLog';

const betweenReads = 1_000;

/** Where the caches stand that were kept up to date before. */
export type Places = Map<string, Position>;

/** The caches of one project as readers of its log. */
export function projectSink(client: QueryClient, projectId: string, places: Places, restart: () => void): FeedSink {
  const boardKey = keys.board(projectId);
  const boardHash = hashKey(boardKey);
  const board = () => client.getQueryData<BoardModel>(boardKey);
  const lists = coalesce(() => {
    refreshCounts(client, projectId);
    return refreshLists(client, projectId);
  }, betweenReads);

  /** A board that nobody looks at is read when somebody does. */
  async function readBoard(): Promise<void> {
    client.removeQueries({ queryKey: boardKey, type: 'inactive' });
    await client.refetchQueries({ queryKey: boardKey, type: 'active' }, { throwOnError: true });
  }

  const fold = new BoardFold({
    get: board,
    set: (model) => client.setQueryData(boardKey, model),
    reload: readBoard,
    restart,
    readTask,
    putTask: (task) => applyTask(client, task),
  });
  const forgetCache = client.getQueryCache().subscribe((event) => {
    if (event.type === 'updated' && event.action.type === 'success' && event.query.queryHash === boardHash)
      fold.catchUp();
  });

  /** A page without a board needs no snapshot: what it shows is read again where it may be older than the log's place. */
  async function placeOf(anew: boolean, signal: AbortSignal): Promise<Position> {
    const known = places.get(projectId);
    if (known && !anew) return known;
    if (anew) await readBoard();
    const model = board();
    if (model && !anew) return { epoch: model.epoch, seq: model.seq };
    const { epoch, head } = await readChanges(projectId, 0, 1, signal);
    void readAgain(client, projectId, anew);
    return model?.epoch === epoch ? { epoch, seq: model.seq } : { epoch, seq: head };
  }

  return {
    load: async (anew, signal) => {
      const at = await placeOf(anew, signal);
      places.set(projectId, at);
      fold.begin(at);
      return at;
    },
    apply: (envelopes) => {
      const at = places.get(projectId);
      const last = envelopes.at(-1);
      if (at && last) places.set(projectId, { ...at, seq: last.seq });
      fold.apply(envelopes);
      followLog(client, projectId, envelopes, lists.ask);
    },
    presence: (users) => {
      for (const id of movedLocks(useLive.getState().presence[projectId], users)) refreshTask(client, { id });
      useLive.setState(({ presence }) => ({ presence: { ...presence, [projectId]: users } }));
    },
    ended: () => {
      places.delete(projectId);
      useLive.setState(({ presence }) => ({ presence: { ...presence, [projectId]: null } }));
      void client.invalidateQueries({ queryKey: keys.me });
      void client.resetQueries({ predicate: (query) => isOf(query, projectId) });
    },
    close: () => {
      forgetCache();
      lists.stop();
    },
  };
}

const roots = new Set<unknown>([keys.everyTask[0], keys.everyLink[0], 'comments', 'watchers']);

/** The project itself and what belongs to it; a task names its project, what belongs to a task does not. */
function isOf({ queryKey: [root, id] }: Query, projectId: string): boolean {
  return (root === 'projects' && id === projectId) || roots.has(root);
}

/** What was read, or asked for, before the place of the log was known may be older than it. */
async function readAgain(client: QueryClient, projectId: string, everything: boolean): Promise<void> {
  const predicate = (query: Query) => {
    const [root, , part] = query.queryKey;
    if (part === 'board') return false;
    return isOf(query, projectId) && (everything || root !== 'projects' || part === 'tasks');
  };
  const underWay = client.getQueryCache().findAll({ predicate, fetchStatus: 'fetching' });
  await Promise.allSettled(underWay.map((query) => Promise.resolve(query.promise)));
  await client.invalidateQueries({ predicate });
}
