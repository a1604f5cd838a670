import { http, HttpResponse } from 'msw';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { server } from '../test/msw';
import { api } from './client';

const path = '/api/projects/p';

function start(answer: Promise<Response>) {
  window.taskflowEarly = new Map([[path, answer]]);
}

function serve(name: string) {
  server.use(http.get(path, () => HttpResponse.json({ name })));
}

describe('an early answer', () => {
  beforeEach(() => void vi.spyOn(performance, 'now').mockReturnValue(9_999));
  afterEach(() => delete window.taskflowEarly);

  it('is taken once', async () => {
    start(Promise.resolve(Response.json({ name: 'early' })));
    serve('asked');

    expect(await api.get(path)).toEqual({ name: 'early' });
    expect(await api.get(path)).toEqual({ name: 'asked' });
  });

  it('is too old on a page that was left standing', async () => {
    vi.spyOn(performance, 'now').mockReturnValue(10_001);
    start(Promise.resolve(Response.json({ name: 'early' })));
    serve('asked');

    expect(await api.get(path)).toEqual({ name: 'asked' });
  });

  it('serves no other address', async () => {
    start(Promise.resolve(Response.json({ name: 'early' })));
    server.use(http.get('/api/projects/q', () => HttpResponse.json({ name: 'asked' })));

    expect(await api.get('/api/projects/q')).toEqual({ name: 'asked' });
  });

  it.each([
    ['a refusal', () => Promise.resolve(new Response(null, { status: 401 }))],
    ['a lost connection', () => Promise.reject(new TypeError('Failed to fetch'))],
  ])('is asked for anew after %s', async (_, answer) => {
    start(answer());
    serve('asked');

    expect(await api.get(path)).toEqual({ name: 'asked' });
  });
});
