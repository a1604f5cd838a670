import { takeEarly } from './headStart';
import { useLink } from './linkStore';
import { NetworkError, toApiError } from './problem';
import { sessionGate } from './sessionGate';

export type Query = Record<string, string | number | boolean | readonly string[] | null | undefined>;

export interface SendOptions {
  query?: Query;
  signal?: AbortSignal;
  /** Idempotency-Key of the user's intent; a retry passes the same one. */
  intent?: string;
  /** The request goes out even if the page goes. */
  keepalive?: boolean;
  /** A 401 is an answer of this request (sign in, the first look at /me) and no reason to ask for a sign-in. */
  anonymous?: boolean;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export const api = {
  get: <T>(path: string, options?: SendOptions) => send<T>('GET', path, undefined, options),
  post: <T>(path: string, body?: unknown, options?: SendOptions) => send<T>('POST', path, body, options),
  put: <T>(path: string, body: unknown, options?: SendOptions) => send<T>('PUT', path, body, options),
  patch: <T>(path: string, body: unknown, options?: SendOptions) => send<T>('PATCH', path, body, options),
  delete: <T = void>(path: string, options?: SendOptions) => send<T>('DELETE', path, undefined, options),
};

export function toSearch(query: Query | undefined): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value === undefined || value === null || value === '') continue;
    if (!Array.isArray(value)) search.set(name, String(value));
    else if (value.length > 0) search.set(name, value.join(','));
  }
  const text = search.toString();
  return text ? `?${text}` : '';
}

async function send<T>(method: Method, path: string, body: unknown, options: SendOptions = {}): Promise<T> {
  const first = await exchange(method, path, body, options);
  if (first.status !== 401 || options.anonymous) return answer<T>(first);

  // The page stays as it is: the request waits for the sign-in and then goes out again under the same intent.
  if (!(await sessionGate.restored())) return answer<T>(first);
  return answer<T>(await exchange(method, path, body, options));
}

async function exchange(method: Method, path: string, body: unknown, options: SendOptions): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (method !== 'GET') headers['X-TaskFlow-Request'] = '1';
  if (options.intent) headers['Idempotency-Key'] = options.intent;

  const multipart = body instanceof FormData;
  if (body !== undefined && !multipart) headers['Content-Type'] = 'application/json';

  try {
    const url = path + toSearch(options.query);
    const early = method === 'GET' ? await takeEarly(url) : undefined;
    const response =
      early ??
      (await globalThis.fetch(url, {
        method,
        headers,
        credentials: 'same-origin',
        ...(body !== undefined && { body: multipart ? body : JSON.stringify(body) }),
        ...(options.signal && { signal: options.signal }),
        ...(options.keepalive && { keepalive: true }),
      }));
    useLink.getState().report('online');
    return response;
  } catch (error) {
    if (options.signal?.aborted) throw error;
    useLink.getState().report('offline');
    throw new NetworkError(error);
  }
}

async function answer<T>(response: Response): Promise<T> {
  if (!response.ok) throw await toApiError(response);
  if (response.status === 204) return undefined as T;
  const text = await response.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}
