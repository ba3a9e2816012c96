import { randomUUID } from 'node:crypto';
import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';
import { ENV } from './run-child.ts';
import { TOKEN } from './wires.ts';

const ROOT = join(import.meta.dirname, '../..');
/** Of a process's times under /proc. */
const MS_PER_TICK = 10;
const WATCHED = ['--import', join(import.meta.dirname, 'watch-loop.ts')];

interface Held {
  readonly p99Ms: number;
  readonly maxMs: number;
  /** The most CPU of a turn, whatever else ran on the machine. */
  readonly cpuMs: number;
}

/** What stands between client and provider, in a process of its own. */
export interface Gateway extends AsyncDisposable {
  /** Where chat completions are asked. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** User and system time of the process so far, its threads included. */
  cpuMs(): number;
  /** For how long its loop was held since the last look. Not of portkey, which is not watched. */
  held(): Promise<Held>;
}

/** `candidate` is asked again what was served; null is nobody. */
export async function bareGateway(
  upstream: string,
  folder: string,
  candidate: string | null = null,
): Promise<Gateway> {
  const held = join(folder, 'held-bare.json');
  const args = candidate === null ? [upstream, TOKEN] : [upstream, TOKEN, candidate];
  const child = fork(join(import.meta.dirname, 'bare-gateway.ts'), args, {
    execArgv: WATCHED,
    env: { ...ENV, BENCH_LOOP: held },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const port = await new Promise<number>((resolve) => {
    child.once('message', (message: { port: number }) => resolve(message.port));
  });
  return gateway(child, `http://127.0.0.1:${port}/v1`, {}, held);
}

/**
 * https://github.com/Portkey-AI/gateway, told by headers where to ask. Newer servers under it than package.json allows give
 * it headers that it cannot add to, and it answers no stream.
 */
export async function portkeyGateway(upstream: string): Promise<Gateway> {
  const port = await freePort();
  const script = join(ROOT, 'node_modules/@portkey-ai/gateway/build/start-server.js');
  const child = spawn(process.execPath, [script, `--port=${port}`, '--headless'], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  await answers(url, child);
  const headers = {
    authorization: `Bearer ${TOKEN}`,
    'x-portkey-provider': 'openai',
    'x-portkey-custom-host': upstream,
  };
  return gateway(child, `${url}/v1`, headers, null);
}

/** Where both sides of a proxy are asked, and the share of requests that is asked again beside the live path. */
export interface Sides {
  readonly baseline: string;
  readonly candidate: string;
  readonly share: number;
}

/** What became of the requests that were offered to the shadow, as the command prints it at its end. */
export type Accounts = Readonly<Record<string, number | Readonly<Record<string, number>>>>;

export interface OwnGateway extends Gateway {
  /** Of main memory so far, in MB. */
  peakMb(): number;
  /** How many requests were asked again so far. */
  sent(): Promise<number>;
  /** By a signal that it answers; null where it told of no accounts. */
  stop(): Promise<Accounts | null>;
}

/** The built command. */
export async function ownGateway(folder: string, { baseline, candidate, share }: Sides): Promise<OwnGateway> {
  const config = join(folder, `live-${randomUUID()}.yaml`);
  const project = JSON.parse(readFileSync(join(folder, 'llama-contract.config.yaml'), 'utf8'));
  const routing = {
    alias: 'llama',
    baseline: '/v1/llama-v1',
    candidate: '/v1/llama-v2',
    requestIdHeader: 'idempotency-key',
  };
  const migration = {
    id: 'move',
    baseline: 'openai',
    candidate: 'nim',
    policy: 'default',
    routing,
    traffic: { shadow: { share } },
  };
  const urls: Readonly<Record<string, string>> = { openai: baseline, nim: candidate };
  const targets = project.targets.map((target: { readonly id: string }) => ({
    ...target,
    ...(urls[target.id] !== undefined && { baseUrl: urls[target.id] }),
  }));
  writeFileSync(config, JSON.stringify({ ...project, targets, migrations: [migration] }));
  const held = `${config}.held`;
  const args = [...WATCHED, join(ROOT, 'dist/cli.js')];
  const flags = ['shadow', '--proxy', '--json', '--config', config, '--out', `${config}.runs`];
  const child = spawn(process.execPath, [...args, ...flags], {
    cwd: folder,
    env: { ...ENV, BENCH_LOOP: held },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let accounts: Accounts | null = null;
  const lines = createInterface(child.stderr).on('line', (line) => {
    if (!line.includes('"what":"ended"')) return;
    const ended: { readonly accounts: Accounts } = JSON.parse(line);
    accounts = ended.accounts;
  });
  const [line] = await once(createInterface(child.stdout), 'line');
  const { baseUrl }: { baseUrl: string } = JSON.parse(String(line));
  return {
    ...gateway(child, baseUrl, { 'x-client-id': 'bench' }, held),
    peakMb: () =>
      Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024,
    async sent() {
      const { body } = await request(new URL('/metrics', baseUrl));
      return Number(/^llama_contract_shadow_sent_total (\d+)/m.exec(await body.text())?.[1]);
    },
    async stop() {
      const closed = once(lines, 'close');
      child.kill('SIGTERM');
      await closed;
      return accounts;
    },
  };
}

function gateway(
  child: ChildProcess,
  url: string,
  headers: Gateway['headers'],
  watched: string | null,
): Gateway {
  const { pid } = child;
  if (pid === undefined) throw new Error(`${url} was not started`);
  return {
    url: `${url}/chat/completions`,
    headers,
    cpuMs() {
      // The name of the process may hold anything: what follows it is counted from its closing bracket.
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ');
      return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK;
    },
    async held() {
      if (watched === null) throw new Error(`nothing watches the loop of ${url}`);
      child.kill('SIGUSR2');
      await sleep(200);
      const held: Held = JSON.parse(readFileSync(watched, 'utf8'));
      return held;
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

async function answers(url: string, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null)
      throw new Error(`what was to answer at ${url} ended: is it installed whole?`);
    try {
      const { body } = await request(url);
      await body.dump();
      return;
    } catch {
      await sleep(50);
    }
  }
}

/** For a gateway that cannot take one by itself. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('no port is free');
  return address.port;
}
