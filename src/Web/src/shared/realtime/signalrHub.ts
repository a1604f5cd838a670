import type { HubMessage, OpenHub } from './hub';
import { hubMessages } from './hub';

const patience = 10_000;

interface SignalrOptions {
  /** Of `/hubs/activity`; asked before each try, so that another node can be tried. */
  url: () => string;
  /** Node only: browsers send their cookie. */
  headers?: Record<string, string>;
}

/** The hub over SignalR on a WebSocket alone, which needs no sticky sessions. The library comes when it is first needed. */
export function signalrHub({ url, headers }: SignalrOptions): OpenHub {
  return async (receive) => {
    const { HttpTransportType, HubConnectionBuilder, LogLevel } = await import('@microsoft/signalr');
    const connection = new HubConnectionBuilder()
      .withUrl(url(), { skipNegotiation: true, transport: HttpTransportType.WebSockets, ...(headers && { headers }) })
      // What goes wrong is shown as the state of the link.
      .configureLogging(LogLevel.None)
      .build();
    for (const name of hubMessages)
      connection.on(name, (body: HubMessage['body']) => receive({ name, body } as HubMessage));
    const closed = new Promise<void>((resolve) => connection.onclose(() => resolve()));

    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('The server did not answer in time.')), patience);
    });
    try {
      await Promise.race([connection.start(), late]);
    } catch (error) {
      void connection.stop();
      throw error;
    } finally {
      clearTimeout(timer);
    }
    return {
      invoke: (method, ...values) => connection.invoke(method, ...values),
      closed,
      close: () => void connection.stop(),
    };
  };
}
