// npm run bench -- --fidelity, or node test/bench/queue-capacity.ts [--quick]: what `bench --find-capacity` prints of a queue
// whose capacity is known, asked over real sockets until its search is over. Five minutes, and one with --quick, whose
// stages are too short to be sure of 5%.
import { execFile, fork } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { request } from 'undici';
import { capacityOf } from '../load/known-queue.ts';
import { ENV } from './run-child.ts';
import { writeProject } from './write-project.ts';

const ROOT = join(import.meta.dirname, '../..');
/** So fast that a stage of a minute has the requests that decide it, and so slow that one process sends them on time. */
const QUEUE = { servers: 16, serviceMs: 40, limitMs: 60 } as const;
const THINK_MS = 100;
const FIRST_PER_SECOND = 100;
const MOST_RATES = 12;
const MOST_OFF = 0.05;
const seconds = process.argv.includes('--quick') ? 12 : 60;

const server = fork(
  join(import.meta.dirname, 'queue-server.ts'),
  [QUEUE.servers, QUEUE.serviceMs, THINK_MS].map(String),
  { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
);
const url = await new Promise<string>((resolve) => {
  server.once('message', (message: { port: number }) => resolve(`http://127.0.0.1:${message.port}`));
});
const folder = writeProject(url);
const workload = {
  mix: [{ suite: 'bench' }],
  mode: 'send',
  ratesPerSecond: [FIRST_PER_SECOND],
  seconds,
  warmUpSeconds: 2,
  limits: { firstTokenMs: null, latencyMs: THINK_MS + QUEUE.limitMs },
};

interface Printed {
  readonly capacities: readonly {
    readonly low: number | null;
    readonly high: number | null;
    readonly stages: number;
    readonly certified: boolean;
    readonly reason: string;
  }[];
  readonly stages: readonly {
    readonly load: { readonly perSecond: number };
    readonly refused: readonly string[];
  }[];
}

try {
  const file = join(folder, 'workload.json');
  writeFileSync(file, JSON.stringify(workload));
  const known = capacityOf(QUEUE);
  const { servers, serviceMs, limitMs } = QUEUE;
  console.log(
    `capacity of a queue over HTTP, ${servers} of ${serviceMs} ms after ${THINK_MS} ms of thought, limit ${THINK_MS + limitMs} ms: ${known.toFixed(1)} a second`,
  );
  const asked = ['--find-capacity', '--target', 'openai', '--workload', file, '--max-requests', '500000'];
  const args = [join(ROOT, 'dist/cli.js'), 'bench', '--json', ...asked, '--out', join(folder, 'runs')];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: folder,
    env: ENV,
    maxBuffer: 1e9,
  }).catch((error: { stdout: string }) => error);
  const { capacities, stages }: Printed = JSON.parse(stdout);
  const { body } = await request(`${url}/late`);
  const lateMs = Number(await body.json());
  for (const stage of stages.filter(({ refused }) => refused.length > 0))
    console.log(`  ${stage.load.perSecond.toFixed(1)} a second refused: ${stage.refused.join('; ')}`);
  const [found] = capacities;
  if (found === undefined) throw new Error('the search gave no capacity');
  const { low, high, certified, reason } = found;
  const off = low === null || high === null ? null : Math.sqrt(low * high) / known - 1;
  const isBetween = low !== null && high !== null && low <= known && known <= high;
  const met =
    isBetween && off !== null && Math.abs(off) <= MOST_OFF && certified && found.stages <= MOST_RATES;
  console.log(
    `  between ${low?.toFixed(1) ?? '?'} and ${high?.toFixed(1) ?? '?'} a second at 95%, ` +
      `their middle ${off === null ? 'not known' : `${(off * 100).toFixed(1)}% off`}, ${found.stages} rates, ` +
      `${certified ? 'certified' : 'NOT certified'} (${reason}); the server answered ${lateMs.toFixed(1)} ms late (p95)`,
  );
  console.log(
    `  goal: the capacity between both ends, their middle at most 5% off, at most ${MOST_RATES} rates: ${met ? 'met' : 'NOT MET'}`,
  );
  process.exitCode = met ? 0 : 1;
} finally {
  server.kill();
  rmSync(folder, { recursive: true, force: true });
}
