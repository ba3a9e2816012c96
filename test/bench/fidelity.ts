// npm run bench -- --fidelity, or node test/bench/fidelity.ts: how far the time to first token that `bench` prints is from
// what a server of known times gave, beside the bare undici client in the same minute: p95, at 1, 50 and 500 streams at once.
// Each row is printed as it is measured, and all of them take less than a minute.
import { execFile, fork } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Agent, request } from 'undici';
import { ENV } from './run-child.ts';
import { writeProject } from './write-project.ts';

const ROOT = join(import.meta.dirname, '../..');
/** Answers of a model: first token, tokens, milliseconds between them. One stream needs short ones to be asked often. */
const SHORT = [100, 4, 15] as const;
const LONG = [400, 10, 150] as const;
/** Within which the clients begin, one after the other: those that begin together are answered together. */
const JOIN_MS = 300;

interface Row {
  readonly streams: number;
  /** By how many milliseconds the p95 may be off. */
  readonly goalMs: number;
  readonly seconds: number;
  readonly answer: readonly [number, number, number];
}

const ROWS: readonly Row[] = [
  { streams: 1, goalMs: 5, seconds: 6, answer: SHORT },
  { streams: 50, goalMs: 5, seconds: 6, answer: LONG },
  { streams: 500, goalMs: 20, seconds: 6, answer: LONG },
];

interface Server extends Disposable {
  readonly url: string;
}

async function startServer(answer: Row['answer']): Promise<Server> {
  const child = fork(join(import.meta.dirname, 'stream-server.ts'), answer.map(String), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const url = await new Promise<string>((resolve) => {
    child.once('message', (message: { port: number }) => resolve(`http://127.0.0.1:${message.port}`));
  });
  return {
    url,
    [Symbol.dispose]() {
      child.kill();
    },
  };
}

function p95(values: readonly number[]): number {
  const ascending = values.toSorted((a, b) => a - b);
  return ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * 0.95))] ?? Number.NaN;
}

async function servedP95(url: string): Promise<number> {
  const { body } = await request(`${url}/times`);
  const times = await body.json();
  return p95(Array.isArray(times) ? times.filter((each) => typeof each === 'number') : []);
}

/** What somebody would write: send, and look at the clock when the first bytes of the body are there. */
async function bareP95(url: string, { streams, seconds }: Row): Promise<number> {
  const dispatcher = new Agent({ connections: streams, pipelining: 1 });
  const times: number[] = [];
  const endMs = performance.now() + seconds * 1000;
  const client = async (at: number): Promise<void> => {
    await setTimeout((at * JOIN_MS) / streams);
    while (performance.now() < endMs) {
      const sentMs = performance.now();
      const { body } = await request(`${url}/bare`, { method: 'POST', body: '{}', dispatcher });
      let isFirst = true;
      for await (const _piece of body) {
        if (isFirst) times.push(performance.now() - sentMs);
        isFirst = false;
      }
    }
  };
  await Promise.all(Array.from({ length: streams }, (_, at) => client(at)));
  await dispatcher.close();
  return p95(times);
}

interface Printed {
  readonly stages: readonly {
    readonly refused: readonly string[];
    readonly figures: { readonly firstTokenFromSent: { readonly p95Ms: number | null } } | null;
  }[];
}

async function ownP95(
  folder: string,
  { streams, seconds }: Row,
): Promise<{ readonly p95Ms: number | null; readonly refused: readonly string[] }> {
  const load = ['--clients', String(streams), '--seconds', String(seconds), '--max-requests', '100000'];
  const args = [
    join(ROOT, 'dist/cli.js'),
    'bench',
    '--json',
    '--target',
    'openai',
    ...load,
    '--out',
    join(folder, 'runs'),
  ];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: folder,
    env: ENV,
    maxBuffer: 1e8,
  }).catch((error: { stdout: string }) => error);
  const printed: Printed = JSON.parse(stdout);
  const [stage] = printed.stages;
  return {
    p95Ms: stage?.figures?.firstTokenFromSent.p95Ms ?? null,
    refused: stage?.refused ?? ['nothing came'],
  };
}

async function measure(row: Row): Promise<string> {
  using server = await startServer(row.answer);
  const { url } = server;
  const folder = writeProject(url);
  try {
    const bare = await bareP95(url, row);
    const bareServed = await servedP95(url);
    const { p95Ms, refused } = await ownP95(folder, row);
    const served = await servedP95(url);
    const off = p95Ms === null ? null : p95Ms - served;
    const met = off === null ? 'flagged client-bound' : Math.abs(off) <= row.goalMs ? 'met' : 'NOT MET';
    const own = off === null ? `refused (${refused.join('; ')})` : `${off.toFixed(1)} ms`;
    return `${String(row.streams).padStart(4)} streams: bare undici ${(bare - bareServed).toFixed(1)} ms, bench ${own}; goal <= ${row.goalMs} ms: ${met}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

console.log('time to first token, p95: how far from what the server saw');
for (const row of ROWS) console.log(await measure(row));
