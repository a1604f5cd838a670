import type { InfiniteData } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import { keys } from '@/shared/api/keys';
import { createQueryClient } from '@/shared/api/queryClient';
import type { Page, Task } from '@/shared/api/types';
import { applyTask } from './cache';

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
