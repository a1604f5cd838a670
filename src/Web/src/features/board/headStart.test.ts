import { readFileSync } from 'node:fs';
import { runInThisContext } from 'node:vm';
import { afterEach, expect, it, vi } from 'vitest';
import { createQueryClient } from '@/shared/api/queryClient';
import { meQuery } from '@/features/auth/api';
import { projectQuery } from '@/features/projects/api';
import { boardQuery } from './api';

const projectId = '01a20405-abab-7020-a067-0f57e2bb7cc2';

afterEach(() => {
  delete window.taskflowEarly;
  history.replaceState(null, '', '/');
});

function boot(address: string) {
  history.replaceState(null, '', address);
  const fetch = vi
    .spyOn(globalThis, 'fetch')
    .mockImplementation(() => Promise.resolve(Response.json({ epoch: 'e', columns: [] })));
  // The file the page loads, as it is.
  runInThisContext(readFileSync('public/boot.js', 'utf8'));
  return fetch;
}

it('boot.js asks for exactly what the board asks for', async () => {
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  // The page has just been opened.
  vi.spyOn(performance, 'now').mockReturnValue(100);
  const fetch = boot(`/projects/${projectId}/board?priority=high`);
  expect(fetch).toHaveBeenCalledTimes(3);

  const client = createQueryClient();
  await client.fetchQuery(meQuery);
  await client.fetchQuery(projectQuery(projectId));
  await client.fetchQuery(boardQuery(projectId));

  expect(fetch).toHaveBeenCalledTimes(3);
});

it('boot.js asks for nothing where it cannot know', () => {
  expect(boot('/sign-in')).not.toHaveBeenCalled();
});
