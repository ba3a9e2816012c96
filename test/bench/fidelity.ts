// How far the time to first token that `bench` prints is from what a server of known times gave, beside the bare undici
// client in the same minute: p95, at 1, 50 and 500 streams at once.
import { execFile, fork } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Agent, request } from 'undici';
import { ENV } from './run-child.ts';
import { writeProject } from './write-project.ts';

const ROOT = join(import.meta.dirname, '../..');
/** Streams at once, by how many milliseconds the p95 may be off, and how many seconds it takes for twenty answers or more. */
const GOALS = [
  [1, 5, 42],
  [50, 5, 8],
  [500, 20, 8],
] as const;

const server = fork(join(import.meta.dirname, 'stream-server.ts'), {
  stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
});
const url = await new Promise<string>((resolve) => {
  server.once('message', (message: { port: number }) => resolve(`http://127.0.0.1:${message.port}`));
});
const folder = writeProject(url);

function p95(values: readonly number[]): number {
  const ascending = values.toSorted((a, b) => a - b);
  return ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * 0.95))] ?? Number.NaN;
}

async function servedP95(): Promise<number> {
  const { body } = await request(`${url}/times`);
  const times = await body.json();
  return p95(Array.isArray(times) ? times.filter((each) => typeof each === 'number') : []);
}

/** What somebody would write: send, and look at the clock when the first bytes of the body are there. */
async function bareP95(streams: number, seconds: number): Promise<number> {
  const dispatcher = new Agent({ connections: streams, pipelining: 1 });
  const times: number[] = [];
  const endMs = performance.now() + seconds * 1000;
  const client = async (): Promise<void> => {
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
  await Promise.all(Array.from({ length: streams }, client));
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
  streams: number,
  seconds: number,
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

try {
  console.log('time to first token, p95: how far from what the server saw');
  for (const [streams, goalMs, seconds] of GOALS) {
    await servedP95();
    const bare = await bareP95(streams, seconds);
    const bareServed = await servedP95();
    const { p95Ms, refused } = await ownP95(streams, seconds);
    const served = await servedP95();
    const off = p95Ms === null ? null : p95Ms - served;
    const met = off === null ? 'flagged client-bound' : Math.abs(off) <= goalMs ? 'met' : 'NOT MET';
    const own = off === null ? `refused (${refused.join('; ')})` : `${off.toFixed(1)} ms`;
    console.log(
      `${String(streams).padStart(4)} streams: bare undici ${(bare - bareServed).toFixed(1)} ms, bench ${own}; goal <= ${goalMs} ms: ${met}`,
    );
  }
} finally {
  server.kill();
  rmSync(folder, { recursive: true, force: true });
}
