declare global {
  interface Window {
    /** What public/boot.js has asked for while the code was still on its way, by address. */
    taskflowEarly?: Map<string, Promise<Response>>;
  }
}

/** Later than this the page was left standing, and an early answer may be older than what is known. */
const maxAge = 10_000;

/** The early answer to a request, once and only a good one: everything else is asked anew. */
export async function takeEarly(url: string): Promise<Response | undefined> {
  const early = window.taskflowEarly?.get(url);
  if (!early || !window.taskflowEarly?.delete(url) || performance.now() > maxAge) return undefined;
  const response = await early.catch(() => undefined);
  return response?.ok ? response : undefined;
}
