import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { runCli, startCli, type Running } from '../e2e/run-cli.ts';
import { readIds, readJudged } from '../e2e/verify-project.ts';
import { countedProject, KEYS } from './counted-project.ts';
import { startCounted, type CountedServer } from './counted-server.ts';
import { HAS_REDIS, startRedis, startRedisAt, type RealRedis } from './real-redis.ts';
import { folderOf, waitForLines } from './slow-run.ts';

const PROMPTS = 60;
const DEADLINES = {
  headersMs: 2_000,
  firstOutputMs: 2_000,
  totalMs: 2_000,
  exchangeMs: 2_000,
  judgingMs: 1_000,
};
const ASKED = ['verify', '--mode', 'send', '--json'];

let redis: RealRedis;
let server: CountedServer;
let cwd = '';
let judged = '';
const running: Running[] = [];

function start(args: readonly string[], env: Readonly<Record<string, string>> = {}): Running {
  const started = startCli(args, { cwd, env });
  running.push(started);
  return started;
}
const startWorker = (): Running => start(['worker', redis.url, '--once', '--json'], KEYS);
const submit = (...more: readonly string[]): Running => start([...ASKED, '--workers', redis.url, ...more]);

/** What a run came to, when it came to what one process makes of it. */
async function isWhole(submitter: Running): Promise<void> {
  const { code, stdout, stderr } = await submitter.ended;
  expect([code, code === 0 ? '' : stderr]).toEqual([0, '']);
  const folder = join(cwd, JSON.parse(stdout).paths.run);
  const ids = await readIds(folder);
  expect([ids.length, new Set(ids).size]).toEqual([PROMPTS, PROMPTS]);
  expect(await readJudged(folder)).toBe(judged);
}

describe.skipIf(!HAS_REDIS)('a run whose Redis fails in the middle of it', () => {
  beforeAll(async () => {
    server = await startCounted(60);
    cwd = await countedProject(server.url, PROMPTS, DEADLINES);
    const whole = await runCli([...ASKED, '--out', 'whole'], { cwd, env: KEYS });
    if (whole.code !== 0) throw new Error(whole.stdout);
    judged = await readJudged(join(cwd, JSON.parse(whole.stdout).paths.run));
  });

  afterEach(async () => {
    for (const { child } of running) child.kill('SIGKILL');
    await Promise.all(running.splice(0).map(({ ended }) => ended));
    await redis.stop();
  });

  afterAll(() => server.close());

  it('is told that it has no memory left, and goes on from where it was when it has', async () => {
    redis = await startRedis();
    const worker = startWorker();
    const submitter = submit();
    const run = await folderOf(submitter);
    await waitForLines(join(cwd, run), 5);
    await redis.ask('CONFIG', 'SET', 'maxmemory', '1');
    const [followed, asked] = await Promise.all([submitter.ended, worker.ended]);
    expect([asked.code, asked.stderr]).toEqual([3, expect.stringContaining('has no memory left')]);
    expect([followed.code, followed.stderr]).toEqual([3, expect.stringContaining('has no memory left')]);
    await redis.ask('CONFIG', 'SET', 'maxmemory', '0');
    startWorker();
    await isWhole(submit('--resume', run));
  });

  it('goes on where it comes back with what it held', async () => {
    redis = await startRedis('--appendonly', 'yes', '--dir', cwd);
    startWorker();
    const submitter = submit();
    await waitForLines(join(cwd, await folderOf(submitter)), 5);
    const { port } = redis;
    await redis.stop();
    redis = await startRedisAt(port, '--appendonly', 'yes', '--dir', cwd);
    await isWhole(submitter);
  });

  it('goes on where it comes back with nothing, and keeps what it had', async () => {
    redis = await startRedis();
    startWorker();
    const submitter = submit();
    await waitForLines(join(cwd, await folderOf(submitter)), 5);
    const { port } = redis;
    await redis.stop();
    redis = await startRedisAt(port);
    // The one before may take the run for over, for nobody follows it there at first.
    startWorker();
    await isWhole(submitter);
  });
});
