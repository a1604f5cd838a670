import type { InfiniteData } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import { keys } from '@/shared/api/keys';
import { createQueryClient } from '@/shared/api/queryClient';
import type { Page, Status, Task } from '@/shared/api/types';
import type { Write } from '@/shared/sync/write';
import { applyBulk, applyTask } from './cache';

const task = (version: number, title: string) => ({ id: 't1', key: 'WEB-1', project_id: 'p1', version, title }) as Task;

it('puts an answer into the task and into every list that shows it', () => {
  const client = createQueryClient();
  const list = [...keys.tasks('p1'), { sort: 'rank' }];
  client.setQueryData<InfiniteData<Page<Task>>>(list, {
    pages: [{ items: [task(1, 'old')], next_cursor: null }],
    pageParams: [null],
  });

  applyTask(client, task(2, 'new'));

  expect(client.getQueryData<Task>(keys.task('WEB-1'))?.title).toBe('new');
  expect(client.getQueryData<InfiniteData<Page<Task>>>(list)?.pages[0]?.items[0]?.title).toBe('new');
});

it('never replaces a newer version by an older answer', () => {
  const client = createQueryClient();
  applyTask(client, task(3, 'newest'));

  applyTask(client, task(2, 'late answer'));

  expect(client.getQueryData<Task>(keys.task('t1'))?.title).toBe('newest');
});

it('puts a bulk edit on the copies it was made on, and on no older ones', () => {
  const client = createQueryClient();
  const list = [...keys.tasks('p1'), { sort: 'rank' }];
  const items = [task(1, 'a'), { ...task(1, 'b'), id: 't2' }, { ...task(1, 'c'), id: 't3' }];
  client.setQueryData(list, { pages: [{ items, next_cursor: null }], pageParams: [null] });
  client.setQueryData(keys.statuses('p1'), [{ id: 'done', category: 'done' } as Status]);
  const write = {
    projectId: 'p1',
    change: { kind: 'bulk', tasks: [], edit: { status_id: 'done' } },
    results: [
      { task_id: 't1', status: 200, version: 2, error: null },
      { task_id: 't2', status: 200, version: 5, error: null },
      { task_id: 't3', status: 409, version: null, error: { error_code: 'X', message: '', details: {} } },
    ],
  } as unknown as Write;

  applyBulk(client, write);

  const shown = client.getQueryData<InfiniteData<Page<Task>>>(list)?.pages[0]?.items;
  expect(shown?.map(({ version, status_category: category }) => [version, category])).toEqual([
    [2, 'done'],
    [1, undefined],
    [1, undefined],
  ]);
});
