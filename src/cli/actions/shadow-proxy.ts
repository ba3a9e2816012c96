import { isIP } from 'node:net';
import type { Shadow } from '../../contract/traffic/traffic.ts';
import { escapeJson } from '../../reports/text/escape-terminal.ts';
import { renderProxy } from '../../reports/verbs/render-proxy.ts';
import type { RefusedRequest, ServedRequest } from '../../runs/proxy/live-front.ts';
import { shadowProxy, type Proxy, type ProxyOptions } from '../../runs/proxy/shadow-proxy.ts';
import type { ShadowOptions } from '../../runs/shadow/start-shadow.ts';
import type { TrafficNews } from '../../runs/proxy/steer-traffic.ts';
import { boundedLog } from '../output/bounded-log.ts';
import { givenFaults } from '../asking/given-faults.ts';
import { limitHeapFor } from '../machine/limit-heap.ts';
import { nodeUptime } from '../machine/node-uptime.ts';
import { nodeWorld } from '../machine/node-world.ts';
import { printNote, printProblems } from '../output/print-problems.ts';
import type { ShadowFlags } from '../verbs/shadow-verb.ts';
import { keepShadow } from '../threads/keep-shadow.ts';
import { stopSignals } from '../machine/stop-signals.ts';

/** Bodies that are in memory at a time may take so many times what one may. */
const BODIES_AT_ONCE = 8;
/** What clients may take, to send and to read. */
const PATIENCE = { headersMs: 10_000, requestMs: 60_000, slowClientMs: 60_000 };
/** Who writes down what it does to the traffic by itself. */
const PROXY = 'llama-contract shadow --proxy';

/** Serves until a signal stops it; what is being served then is ended. Each request is a line on stderr. */
export async function runShadowProxy(flags: ShadowFlags): Promise<void> {
  // It goes on for days, and little of it is alive: to collect sooner would take a third of what a request of 1 MB costs.
  limitHeapFor(Number.POSITIVE_INFINITY, 'live');
  const options: ProxyOptions = {
    config: flags.config,
    migration: flags.migration ?? null,
    source: flags.source ?? null,
    host: flags.host,
    port: flags.port,
    by: PROXY,
    keyEnv: flags.apiKeyEnv ?? null,
    limits: {
      bodyBytes: flags.maxBody,
      allBytes: flags.maxBody * BODIES_AT_ONCE,
      inFlight: flags.maxInFlight,
      ...PATIENCE,
      graceMs: flags.grace * 1000,
    },
    faults: await givenFaults(flags.faults),
    seed: flags.seed,
    out: flags.out,
    openShadow: flags.serveOnly === true ? null : openShadow,
  };
  const proxy = await shadowProxy(
    options,
    { onServed: printServed, onRefused: printRefused, onNews: printNews, onCrash },
    { ...nodeWorld(), uptime: nodeUptime() },
  );
  // Whoever reads what is printed may send a signal at once.
  const { signal } = stopSignals();
  const stopped = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  printProblems(proxy.warnings);
  if (options.keyEnv === null && !isLoopback(flags.host)) printNote(OPEN_TO_ALL);
  process.stdout.write(flags.json === true ? `${JSON.stringify(asJson(proxy))}\n` : renderProxy(proxy));
  await stopped;
  const accounts = await proxy.close();
  if (accounts !== null) print({ what: 'ended', accounts });
  log.end();
}

function onCrash(error: unknown): void {
  printNote(error instanceof Error ? (error.stack ?? error.message) : String(error));
}

const OPEN_TO_ALL =
  'warning: whoever reaches this address asks with the credentials of the targets: set --api-key-env, or see to it otherwise';

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function asJson({ url, migration, names, source }: Proxy): object {
  const routes = names.map(({ model, path }) => ({ model, baseUrl: `${url}${path}` }));
  return { schemaVersion: 1, url, baseUrl: `${url}/v1`, migration: migration.id, source, routes };
}

function openShadow(options: ShadowOptions): Promise<Shadow> {
  const argv = ['llama-contract', ...process.argv.slice(2)];
  return keepShadow(
    { options, argv },
    {
      onSealed: (folder, accounts) => print({ what: 'run', folder, accounts }),
      onOver: (why) => print({ what: 'not-mirrored', why: 'message' in why ? why.message : why }),
      onAgain: () => print({ what: 'mirrored-again' }),
      onDamaged: (why) => print({ what: 'runs-damaged', why }),
    },
  );
}

/** What was decided of a request and what came of it. */
function printServed({ decision, atMs, ms, ...served }: ServedRequest): void {
  const { arm, shadow, bucket, reasons } = decision;
  const at = new Date(atMs).toISOString();
  write({ at, arm, ...served, ms: Math.round(ms), shadow, bucket, reasons });
}

/** What nobody was to serve, and why. */
function printRefused({ atMs, ...refused }: RefusedRequest): void {
  write({ at: new Date(atMs).toISOString(), what: 'refused', ...refused });
}

/** What happened to the traffic as a whole. */
function printNews(news: TrafficNews): void {
  print('error' in news ? { what: news.what, error: messageOf(news.error) } : news);
}

function print(line: object): void {
  write({ at: new Date(nodeWorld().clock.wallMs()).toISOString(), ...line });
}

const log = boundedLog(process.stderr);

/** A line of JSON on stderr, where logs are. */
function write(line: object): void {
  log.write(escapeJson(JSON.stringify(line)));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
