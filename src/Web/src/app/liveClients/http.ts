import { NetworkError, toApiError } from '@/shared/api/problem';

const patience = 15_000;

/** The nodes in turn, as a load balancer without sticky sessions deals them out. */
export class Nodes {
  readonly #urls: readonly string[];
  #next: number;

  constructor(urls: readonly string[], first: number) {
    this.#urls = urls;
    this.#next = first;
  }

  next(): string {
    return this.#urls[this.#next++ % this.#urls.length]!.replace(/\/$/, '');
  }
}

/** Reads with a token; a node that does not answer is passed over once. */
export function reader(nodes: Nodes, token: string, count: number) {
  const ask = async <T>(path: string, signal?: AbortSignal): Promise<T> => {
    const limit = AbortSignal.timeout(patience);
    let response: Response;
    try {
      response = await fetch(nodes.next() + path, {
        headers: { Accept: 'application/json', Authorization: `Bearer ${token}` },
        signal: signal ? AbortSignal.any([signal, limit]) : limit,
      });
    } catch (error) {
      throw new NetworkError(error);
    }
    if (!response.ok) throw await toApiError(response);
    return (await response.json()) as T;
  };

  return async <T>(path: string, signal?: AbortSignal): Promise<T> => {
    for (let left = count; ; left--) {
      try {
        return await ask<T>(path, signal);
      } catch (error) {
        if (left <= 1 || signal?.aborted || !(error instanceof NetworkError)) throw error;
      }
    }
  };
}
