import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runCli, startCli, type Running } from '../e2e/run-cli.ts';
import { readIds, readJudged } from '../e2e/verify-project.ts';
import { countedProject, KEYS, SHORT_DEADLINES } from './counted-project.ts';
import { startCounted, type CountedServer } from './counted-server.ts';
import { HAS_REDIS, startRedis, startRedisAt, type RealRedis } from './real-redis.ts';
import { folderOf, waitForLines } from './slow-run.ts';

const PROMPTS = 24;
const KEPT = 8;
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
async function cameTo(submitter: Running): Promise<object> {
  const { code, stdout, stderr } = await submitter.ended;
  if (code !== 0) return { code, stderr };
  const folder = join(cwd, JSON.parse(stdout).paths.run);
  const ids = await readIds(folder);
  return { rows: ids.length, distinct: new Set(ids).size, judged: await readJudged(folder) };
}

const whole = (): object => ({ rows: PROMPTS, distinct: PROMPTS, judged });

describe.skipIf(!HAS_REDIS)('a run whose Redis fails in the middle of it', () => {
  beforeAll(async () => {
    server = await startCounted(10);
    cwd = await countedProject(server.url, PROMPTS, SHORT_DEADLINES);
    const alone = await runCli([...ASKED, '--out', 'whole'], { cwd, env: KEYS });
    if (alone.code !== 0) throw new Error(alone.stdout);
    judged = await readJudged(join(cwd, JSON.parse(alone.stdout).paths.run));
  });

  // Nothing goes wrong before some answers are kept, and none is given while it does.
  beforeEach(() => server.holdAfter(KEPT));

  afterEach(async () => {
    server.release();
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
    await waitForLines(join(cwd, run), KEPT);
    await redis.ask('CONFIG', 'SET', 'maxmemory', '1');
    server.release();
    const [followed, asked] = await Promise.all([submitter.ended, worker.ended]);
    expect([asked.code, asked.stderr]).toEqual([3, expect.stringContaining('has no memory left')]);
    expect([followed.code, followed.stderr]).toEqual([3, expect.stringContaining('has no memory left')]);
    await redis.ask('CONFIG', 'SET', 'maxmemory', '0');
    startWorker();
    expect(await cameTo(submit('--resume', run))).toEqual(whole());
  });

  it('goes on where it comes back with what it held', async () => {
    redis = await startRedis('--appendonly', 'yes', '--dir', cwd);
    startWorker();
    const submitter = submit();
    await waitForLines(join(cwd, await folderOf(submitter)), KEPT);
    const { port } = redis;
    await redis.stop();
    server.release();
    redis = await startRedisAt(port, '--appendonly', 'yes', '--dir', cwd);
    expect(await cameTo(submitter)).toEqual(whole());
  });

  it('goes on where it comes back with nothing, and keeps what it had', async () => {
    redis = await startRedis();
    startWorker();
    const submitter = submit();
    await waitForLines(join(cwd, await folderOf(submitter)), KEPT);
    const { port } = redis;
    await redis.stop();
    server.release();
    redis = await startRedisAt(port);
    // The one before may take the run for over, for nobody follows it there at first.
    startWorker();
    expect(await cameTo(submitter)).toEqual(whole());
  });
});
