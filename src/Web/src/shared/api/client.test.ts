import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { problem, server } from '../test/msw';
import { api, toSearch } from './client';
import { useLink } from './linkStore';
import { ApiError, NetworkError } from './problem';
import { sessionGate } from './sessionGate';

describe('a write', () => {
  it('carries the request header, the intent and JSON', async () => {
    let seen: Request | undefined;
    server.use(
      http.post('/api/organizations', ({ request }) => {
        seen = request.clone();
        return HttpResponse.json({ id: '1' }, { status: 201 });
      }),
    );

    await api.post('/api/organizations', { name: 'Acme' }, { intent: 'key-of-the-intent' });

    expect(seen?.headers.get('X-TaskFlow-Request')).toBe('1');
    expect(seen?.headers.get('Idempotency-Key')).toBe('key-of-the-intent');
    expect(seen?.headers.get('Content-Type')).toBe('application/json');
    expect(await seen?.json()).toEqual({ name: 'Acme' });
  });

  it('answers nothing for 204', async () => {
    server.use(http.delete('/api/labels/1', () => new HttpResponse(null, { status: 204 })));

    await expect(api.delete('/api/labels/1')).resolves.toBeUndefined();
  });
});

describe('a refusal', () => {
  it('becomes a typed problem with its fields', async () => {
    const errors = [{ pointer: '/name', code: 'too_long', message: 'At most 100 characters.' }];
    server.use(http.post('/api/organizations', () => problem(422, 'VALIDATION_FAILED', { errors })));

    const error = await api.post('/api/organizations', {}).catch((caught: unknown) => caught);

    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 422, code: 'VALIDATION_FAILED', fields: errors });
  });

  it('is a problem even when a proxy answers with a page', async () => {
    server.use(http.get('/api/x', () => HttpResponse.html('<h1>Bad gateway</h1>', { status: 502 })));

    await expect(api.get('/api/x')).rejects.toMatchObject({ status: 502, code: 'HTTP_502' });
  });

  it('hands on how long the server asks to wait', async () => {
    server.use(http.get('/api/x', () => HttpResponse.json({}, { status: 429, headers: { 'Retry-After': '7' } })));

    await expect(api.get('/api/x')).rejects.toMatchObject({ retryAfter: 7_000 });
  });
});

it('tells the link that no answer came', async () => {
  server.use(http.get('/api/x', () => HttpResponse.error()));

  await expect(api.get('/api/x')).rejects.toBeInstanceOf(NetworkError);

  expect(useLink.getState().state).toBe('offline');
});

describe('a session that ended', () => {
  it('parks the write until the sign-in and sends it again under the same intent', async () => {
    const intents: (string | null)[] = [];
    let signedIn = false;
    server.use(
      http.patch('/api/tasks/1', ({ request }) => {
        intents.push(request.headers.get('Idempotency-Key'));
        return signedIn ? HttpResponse.json({ id: '1' }) : problem(401, 'UNAUTHENTICATED');
      }),
    );

    const write = api.patch('/api/tasks/1', { title: 'x' }, { intent: 'one-intent-of-many' });
    await expect.poll(() => sessionGate.isOpen()).toBe(true);
    signedIn = true;
    sessionGate.settle(true);

    await expect(write).resolves.toEqual({ id: '1' });
    expect(intents).toEqual(['one-intent-of-many', 'one-intent-of-many']);
  });

  it('refuses the write when the session is given up', async () => {
    server.use(http.patch('/api/tasks/1', () => problem(401, 'UNAUTHENTICATED')));

    const write = api.patch('/api/tasks/1', {}).catch((caught: unknown) => caught);
    await expect.poll(() => sessionGate.isOpen()).toBe(true);
    sessionGate.settle(false);

    expect(await write).toMatchObject({ status: 401 });
  });

  it('is an ordinary answer to who asks whether there is one', async () => {
    server.use(http.get('/api/auth/me', () => problem(401, 'UNAUTHENTICATED')));

    await expect(api.get('/api/auth/me', { anonymous: true })).rejects.toMatchObject({ status: 401 });
    expect(sessionGate.isOpen()).toBe(false);
  });
});

it('leaves out of a query what has no value', () => {
  expect(toSearch({ q: 'a b', cursor: null, limit: 50, ids: ['1', '2'], none: [], empty: '' })).toBe(
    '?q=a+b&limit=50&ids=1%2C2',
  );
  expect(toSearch({})).toBe('');
});
