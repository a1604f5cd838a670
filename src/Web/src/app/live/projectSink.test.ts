import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { http, HttpResponse } from 'msw';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { board, card, envelope } from '@/features/board/testData';
import type { BoardModel } from '@/features/board/model';
import { keys } from '@/shared/api/keys';
import type { Envelope, Task } from '@/shared/api/types';
import type { FeedSink } from '@/shared/realtime/projectFeed';
import { useLive } from '@/shared/realtime/liveStore';
import { server } from '@/shared/test/msw';
import { projectSink, type Places } from './projectSink';

const { signal } = new AbortController();
const retitled = (seq: number, version: number, to: string) =>
  envelope(seq, 'a', version, { changes: { title: { from: '', to } } });

describe('projectSink', () => {
  let client: QueryClient;
  let places: Places;
  let sink: FeedSink;
  const restart = vi.fn<() => void>();
  const reads: string[] = [];

  beforeEach(() => {
    client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
    places = new Map();
    reads.length = 0;
    restart.mockReset();
    sink = projectSink(client, 'p', places, restart);
    server.use(
      http.get('*/api/projects/p/changes', ({ request }) => {
        reads.push(new URL(request.url).search);
        return HttpResponse.json({ items: [], epoch: 'e', head: 12, reset: false });
      }),
    );
  });
  afterEach(() => sink.close?.());

  const listKey = [...keys.tasks('p'), {}];
  const putList = (...tasks: Partial<Task>[]) =>
    client.setQueryData(listKey, { pages: [{ items: tasks, next_cursor: null }], pageParams: [null] });
  const titles = () =>
    client.getQueryData<{ pages: { items: Task[] }[] }>(listKey)?.pages[0]?.items.map((t) => t.title);
  const apply = (...envelopes: Envelope[]) => sink.apply(envelopes);

  it('begins where the board stands that is there', async () => {
    client.setQueryData(keys.board('p'), board());

    expect(await sink.load(false, signal)).toEqual({ epoch: 'e', seq: 10 });
    expect(reads).toEqual([]);
  });

  it('begins at the head of the log on a page without a board, and where it was left the next time', async () => {
    expect(await sink.load(false, signal)).toEqual({ epoch: 'e', seq: 12 });
    apply(retitled(13, 2, 'x'));
    sink.close?.();

    const again = projectSink(client, 'p', places, restart);
    expect(await again.load(false, signal)).toEqual({ epoch: 'e', seq: 13 });
    expect(reads).toHaveLength(1);
    again.close?.();
  });

  it('leads on a board that is read later and is behind', async () => {
    await sink.load(false, signal);
    apply(retitled(13, 2, 'one'), retitled(14, 3, 'two'));
    client.setQueryData(keys.board('p'), board({ seq: 13 }));

    await vi.waitFor(() => expect(client.getQueryData<BoardModel>(keys.board('p'))).toMatchObject({ seq: 14 }));
    expect(client.getQueryData<BoardModel>(keys.board('p'))?.cards.get('a')?.title).toBe('two');
  });

  it('reads a board anew that is on the screen, and drops one that is not', async () => {
    client.setQueryData(keys.board('p'), board({ epoch: 'old' }));
    expect(await sink.load(true, signal)).toEqual({ epoch: 'e', seq: 12 });
    expect(client.getQueryData(keys.board('p'))).toBeUndefined();

    const read = vi.fn<() => BoardModel>(() => board({ epoch: 'e', seq: 12 }));
    const leave = new QueryObserver(client, {
      queryKey: keys.board('p'),
      queryFn: read,
      staleTime: Infinity,
    }).subscribe(() => {});
    await vi.waitFor(() => expect(client.getQueryData(keys.board('p'))).toBeDefined());
    await sink.load(true, signal);
    expect(read).toHaveBeenCalledTimes(2);
    leave();
  });

  it('shows in a row what changed right after the version that it shows, and nothing else', async () => {
    await sink.load(false, signal);
    putList(
      { ...card('a', 'todo', 'a0', { version: 1, title: 'was' }) },
      { ...card('b', 'todo', 'a1', { version: 4 }) },
    );
    apply(retitled(13, 2, 'is'));
    expect(titles()).toEqual(['is', 'Title of b']);

    apply(envelope(14, 'b', 4, { changes: { title: { from: '', to: 'echo' } } }));
    apply(envelope(15, 'b', 7, { changes: { title: { from: '', to: 'leap' } } }));
    expect(titles()).toEqual(['is', 'Title of b']);
  });

  it('reads an open task again when somebody begins to edit it', async () => {
    await sink.load(false, signal);
    client.setQueryData(keys.task('a'), card('a', 'todo', 'a0'));
    const isStale = () => client.getQueryState(keys.task('a'))?.isInvalidated;
    sink.presence?.([{ id: 'u', name: 'Uma', viewing: ['a'], editing: [] }]);
    expect(isStale()).toBe(false);

    sink.presence?.([{ id: 'u', name: 'Uma', viewing: ['a'], editing: ['a'] }]);
    expect(isStale()).toBe(true);
    expect(useLive.getState().presence.p).toHaveLength(1);
  });

  it('forgets the project and who is there when it may not be seen any more', async () => {
    await sink.load(false, signal);
    client.setQueryData(keys.board('p'), board());
    sink.presence?.([]);
    sink.ended?.('access');

    expect(client.getQueryData(keys.board('p'))).toBeUndefined();
    expect(useLive.getState().presence.p).toBeNull();
    expect(places.size).toBe(0);
  });
});
