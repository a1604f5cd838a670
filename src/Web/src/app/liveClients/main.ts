// Many real clients in one process, for tests of the server. Told once what to do (the first argument or LIVE_CLIENTS), then by lines on stdin.
import { createInterface } from 'node:readline';
import { Client } from './client';
import { summary } from './stats';

interface Options {
  /** Base addresses; each try to connect and each request takes the next. */
  nodes: string[];
  project: string;
  /** Personal access tokens, dealt out in turn: a person may have five connections. */
  tokens: string[];
  /** As many as tokens unless said. */
  clients?: number;
}

type Command = { cmd: 'report' | 'snapshot' | 'restart_clock' | 'stop' };

const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);
const given = process.argv[2] ?? process.env.LIVE_CLIENTS;
if (!given) throw new Error('Name the nodes, the project and the tokens as JSON.');
const { nodes, project: projectId, tokens, clients: count = tokens.length } = JSON.parse(given) as Options;

const clients = Array.from(
  { length: count },
  (_, client) => new Client({ client, nodes, projectId, token: tokens[client % tokens.length]! }),
);

function report(): void {
  for (const client of clients) say(client.report());
  say({
    kind: 'total',
    clients: clients.length,
    live: clients.filter(({ isLive }) => isLive).length,
    latency_ms: summary(clients.flatMap(({ latencies }) => latencies)),
    rss_bytes: process.memoryUsage().rss,
  });
}

function stop(): void {
  for (const client of clients) client.close();
  say({ kind: 'stopped' });
  process.exit(0);
}

async function obey({ cmd }: Command): Promise<void> {
  if (cmd === 'report') report();
  else if (cmd === 'snapshot')
    say(await clients[0]!.snapshot().catch((error: Error) => ({ kind: 'snapshot', error: error.message })));
  else if (cmd === 'restart_clock') {
    for (const client of clients) client.restartClock();
    say({ kind: 'restarted' });
  } else stop();
}

const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  if (line.trim() !== '') void obey(JSON.parse(line) as Command);
});
// Whoever started this is gone.
lines.on('close', stop);
say({ kind: 'started', clients: clients.length });
