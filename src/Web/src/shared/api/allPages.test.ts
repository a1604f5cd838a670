import { http, HttpResponse } from 'msw';
import { expect, it } from 'vitest';
import { server } from '../test/msw';
import { allPages } from './allPages';

it('follows the cursor to the end', async () => {
  server.use(
    http.get('/api/things', ({ request }) => {
      const cursor = new URL(request.url).searchParams.get('cursor');
      return HttpResponse.json(cursor ? { items: [3], next_cursor: null } : { items: [1, 2], next_cursor: 'c' });
    }),
  );

  await expect(allPages<number>('/api/things', new AbortController().signal)).resolves.toEqual([1, 2, 3]);
});
