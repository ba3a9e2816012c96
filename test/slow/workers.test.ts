import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { nodeWorld } from '../../src/cli/machine/node-world.ts';
import { InputError } from '../../src/contract/problem.ts';
import { readRedisUrl } from '../../src/queue/redis-url.ts';
import { openQueue } from '../../src/runs/workers/open-queue.ts';
import { runCli, startCli, type Running } from '../e2e/run-cli.ts';
import { readIds, readJudged } from '../e2e/verify-project.ts';
import { CONCURRENCY, countedProject, KEYS, SHORT_DEADLINES } from './counted-project.ts';
import { startCounted, type CountedServer } from './counted-server.ts';
import { HAS_REDIS, startRedis, type RealRedis } from './real-redis.ts';
import { folderOf, waitForLines } from './slow-run.ts';

const PROMPTS = 100;
const REPEAT = 2;
const CASES = PROMPTS * REPEAT;
/** So many cases are answered before a worker is killed or stopped. */
const ANSWERED = 60;

const ASKED = ['verify', '--repeat', `${REPEAT}`, '--mode', 'send', '--json'];

let redis: RealRedis;
let server: CountedServer;
let cwd = '';
/** Two projects that ask the same: of the first whoever is stopped is given up soon, of the other not within a test. */
let [hasty, patient] = ['', ''];
let judged = '';
const running: Running[] = [];

function start(args: readonly string[], env: Readonly<Record<string, string>> = {}): Running {
  const started = startCli(args, { cwd, env });
  running.push(started);
  return started;
}
/** Each has a key of its own, by which the server tells them apart. */
const startWorker = (): Running =>
  start(['worker', redis.url, '--once', '--json'], {
    TEST_VLLM_TOKEN: `${KEYS.TEST_VLLM_TOKEN}-${running.length}`,
  });
const submit = (...more: readonly string[]): Running => start([...ASKED, '--workers', redis.url, ...more]);
const soon = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await new Promise((over) => setTimeout(over, 20));
};

/** What a run came to, when it came to what one process makes of it. */
async function isWhole(submitter: Running): Promise<void> {
  const { code, stdout, stderr } = await submitter.ended;
  expect([code, code === 0 ? '' : stderr]).toEqual([0, '']);
  const folder = join(cwd, JSON.parse(stdout).paths.run);
  const ids = await readIds(folder);
  expect([ids.length, new Set(ids).size]).toEqual([CASES, CASES]);
  // The content root is in it, and every count.
  expect(await readJudged(folder)).toBe(judged);
}

const whyNot = async (given: string): Promise<string> => {
  const { clock } = nodeWorld();
  const opened = (async () => openQueue(readRedisUrl(given, {}), 'a-test', clock))();
  const error = await opened.then(
    () => null,
    (refused: unknown) => refused,
  );
  if (!(error instanceof InputError)) throw new Error(`${given} was taken`);
  return error.message;
};

describe.skipIf(!HAS_REDIS)('a run that workers ask', () => {
  beforeAll(async () => {
    redis = await startRedis();
    server = await startCounted(10);
    hasty = await countedProject(server.url, PROMPTS, SHORT_DEADLINES);
    patient = await countedProject(server.url, PROMPTS, {});
    const whole = await runCli([...ASKED, '--out', 'whole'], { cwd: hasty, env: KEYS });
    if (whole.code !== 0) throw new Error(whole.stdout);
    judged = await readJudged(join(hasty, JSON.parse(whole.stdout).paths.run));
  });

  beforeEach(() => {
    cwd = hasty;
  });

  afterEach(async () => {
    server.release();
    for (const { child } of running) child.kill('SIGKILL');
    await Promise.all(running.splice(0).map(({ ended }) => ended));
    await redis.ask('FLUSHALL');
  });

  afterAll(async () => {
    await server.close();
    await redis.stop();
  });

  it('comes to what one process makes of it, when one worker is killed and another stopped for good', async () => {
    const before = server.asked();
    server.holdAfter(ANSWERED, 3);
    const [killed, stopped] = [startWorker(), startWorker(), startWorker()];
    const submitter = submit();
    await soon(() => server.pending() === 3 * CONCURRENCY);
    await waitForLines(join(cwd, await folderOf(submitter)), ANSWERED);
    killed.child.kill('SIGKILL');
    stopped.child.kill('SIGSTOP');
    server.release();
    await isWhole(submitter);
    // What either was asking is asked once more, and nothing else.
    expect(server.asked() - before - CASES).toBe(2 * CONCURRENCY);
    stopped.child.kill('SIGCONT');
    const { code, stdout } = await stopped.ended;
    // Its answers come too late, and make no second row.
    expect([code, JSON.parse(stdout).runs]).toMatchObject([0, [{ late: CONCURRENCY }]]);
    await isWhole(submitter);
    // A worker that looks for stalled cases writes of a queue that is gone that there is one, and takes that back when it leaves.
    await expect.poll(() => redis.ask('KEYS', '*'), { timeout: 60_000 }).toBe('*0\r\n+OK\r\n');
  });

  it('pays twice for what a killed worker was asking alone, where another is stopped and goes on', async () => {
    const before = server.asked();
    // Where it sleeps for longer than a provider may be silent, it would retry by itself.
    cwd = patient;
    server.holdAfter(ANSWERED, 3);
    const [killed, stopped] = [startWorker(), startWorker(), startWorker()];
    const submitter = submit();
    await soon(() => server.pending() === 3 * CONCURRENCY);
    await waitForLines(join(cwd, await folderOf(submitter)), ANSWERED);
    killed.child.kill('SIGKILL');
    stopped.child.kill('SIGSTOP');
    server.release();
    // The killed one is seen to be gone at once; the other is no slower than a case may be.
    await soon(() => server.asked() - before === CASES + CONCURRENCY);
    stopped.child.kill('SIGCONT');
    await isWhole(submitter);
    expect(server.asked() - before - CASES).toBe(CONCURRENCY);
    expect(JSON.parse((await stopped.ended).stdout).runs).toMatchObject([{ late: 0 }]);
  });

  it('is gone on with when whoever follows it is stopped, or killed, and nothing is asked twice', async () => {
    const before = server.asked();
    cwd = patient;
    server.holdAfter(20);
    startWorker();
    const begun = submit();
    const folder = await folderOf(begun);
    await waitForLines(join(cwd, folder), 20);
    begun.child.kill('SIGINT');
    const { code, stderr } = await begun.ended;
    expect(code).toBe(130);
    expect(stderr).toContain(
      `verify --repeat 2 --mode send --json --workers ${redis.url} --resume ${folder}`,
    );
    server.release();
    server.holdAfter(100);
    const again = submit('--resume', folder);
    startWorker();
    await waitForLines(join(cwd, folder), 100);
    again.child.kill('SIGKILL');
    await again.ended;
    server.release();
    await isWhole(submit('--resume', folder));
    expect(server.asked() - before).toBe(CASES);
  });

  it('is asked by no worker that has other files, and says no key of those that ask', async () => {
    const before = server.asked();
    const submitter = submit();
    await folderOf(submitter);
    const other = await countedProject(server.url, PROMPTS - 1, SHORT_DEADLINES);
    const golden = join(cwd, 'goldens/reference/orders.jsonl');
    await cp(golden, join(other, 'goldens/reference/orders.jsonl'));
    await cp(join(cwd, 'suites/orders.yaml'), join(other, 'suites/orders.yaml'));
    await writeFile(
      join(other, 'goldens/reference/orders.jsonl'),
      (await readFile(golden, 'utf8')).replace('It is order 7.', 'It is order 8.'),
    );
    const refused = await runCli(['worker', redis.url, '--once'], { cwd: other, env: KEYS });
    expect([refused.code, refused.stderr]).toEqual([
      2,
      expect.stringMatching(
        /error: run \S+ cannot be asked here: goldens of suite orders is not what it was begun with \(/,
      ),
    ]);
    expect(server.asked()).toBe(before);
    const nobody = await runCli(['worker', redis.url, '--once'], { cwd });
    expect([nobody.code, nobody.stderr]).toEqual([2, expect.stringContaining('TEST_VLLM_TOKEN')]);
    submitter.child.kill('SIGSTOP');
    const worker = startWorker();
    await soon(() => server.asked() - before === CASES);
    let kept = await keptBy(redis);
    while (kept.answers.length < CASES) kept = await keptBy(redis);
    const text = [...kept.answers, ...kept.others].join('\n');
    expect(kept.answers.every((each) => each.includes('order-'))).toBe(true);
    for (const secret of Object.values(KEYS)) expect(text).not.toContain(secret);
    submitter.child.kill('SIGCONT');
    await isWhole(submitter);
    await worker.ended;
  });
});

/** All that a Redis holds: answers, unpacked, and what else there is. */
async function keptBy({ port }: RealRedis) {
  const client = new Redis(port);
  const answers: string[] = [];
  const others: string[] = [];
  for (const key of await client.keys('*')) {
    if (key.includes(':parcel:')) {
      answers.push(zstdDecompressSync(Buffer.concat(await client.lrangeBuffer(key, 0, -1))).toString());
      continue;
    }
    const kind = await client.type(key);
    if (kind === 'hash') others.push(JSON.stringify(await client.hgetall(key)));
    if (kind === 'string') others.push((await client.get(key)) ?? '');
  }
  client.disconnect();
  return { answers, others };
}

describe.skipIf(!HAS_REDIS)('a Redis that is not one to share runs by', () => {
  it('is told what is wrong with it, and its password to nobody', async () => {
    const shut = await startRedis('--requirepass', 'sesame-of-nobody');
    const losing = await startRedis('--maxmemory', '50mb', '--maxmemory-policy', 'allkeys-lru');
    const none = await startRedis();
    await none.stop();
    const wrong = shut.url.replace('//', '//:sesame-of-somebody@');
    const right = shut.url.replace('//', '//:sesame-of-nobody@');
    const shown = shut.url.replace('//', '//***@');
    const table = [
      [
        shut.url,
        `Redis at ${shut.url} does not let us in: the password or user of its URL is wrong or missing`,
      ],
      [wrong, `Redis at ${shown} does not let us in: the password or user of its URL is wrong or missing`],
      [`${right}/99`, `Redis at ${shown}/99 has no such database`],
      [
        losing.url,
        `Redis at ${losing.url} may throw jobs and answers away: its maxmemory-policy is allkeys-lru`,
      ],
      [none.url, `Redis at ${none.url} cannot be reached: connect ECONNREFUSED 127.0.0.1:${none.port}`],
      ['redis://:sesame-of-nobody@', 'what was given does not name a Redis: it is no URL'],
      [
        'http://:sesame-of-nobody@127.0.0.1',
        'what was given does not name a Redis: its scheme is not redis or rediss',
      ],
    ];
    for (const [given = '', why] of table) expect(await whyNot(given)).toBe(why);

    const cwd = await countedProject('http://127.0.0.1:9', 1, {});
    const { code, stdout, stderr } = await runCli(['verify', '--workers', wrong, '--json'], { cwd });
    expect([code, JSON.parse(stdout).exitCode]).toEqual([2, 2]);
    expect(stderr).toContain(`Redis at ${shown} does not let us in`);
    expect(stdout + stderr).not.toContain('sesame-of');
    const two = await runCli(['worker', wrong, wrong, '--json'], { cwd });
    expect([two.code, two.stderr + two.stdout]).toEqual([2, expect.stringContaining(`${shown}, ${shown}`)]);
    expect(two.stdout + two.stderr).not.toContain('sesame-of');
    expect(await readdir(cwd)).not.toContain('reports');
    await shut.stop();
    await losing.stop();
  });

  it('is told to be too old where it is', async () => {
    const old = createServer((socket) => {
      socket.on('error', () => {});
      socket.on('data', (chunk) => {
        const commands = chunk.toString().match(/^\*\d+/gm)?.length ?? 0;
        for (let at = 0; at < commands; at += 1) socket.write("-ERR unknown command 'HELLO'\r\n");
      });
    });
    await new Promise<void>((ready) => old.listen(0, '127.0.0.1', ready));
    const address = old.address();
    const url = `redis://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
    expect(await whyNot(url)).toBe(`Redis at ${url} is too old: ERR unknown command 'HELLO'`);
    await new Promise((closed) => old.close(closed));
  });

  it('is not asked at all where the packages are missing that speak to it', async () => {
    const cwd = await countedProject('http://127.0.0.1:9', 1, {});
    const without = `import { registerHooks } from 'node:module';
registerHooks({ resolve(name, context, next) { if (name === 'bullmq') throw new Error('gone'); return next(name, context); } });`;
    await writeFile(join(cwd, 'without.mjs'), without);
    const env = { NODE_OPTIONS: `--import=${join(cwd, 'without.mjs')}` };
    const { code, stderr } = await runCli(['worker', 'redis://127.0.0.1:1'], { cwd, env });
    expect([code, stderr]).toEqual([
      2,
      'error: workers share a run by BullMQ and ioredis, which are not both installed\n  mend: npm install bullmq@6 ioredis@6\n',
    ]);
  });
});
