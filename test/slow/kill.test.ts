import { createHash } from 'node:crypto';
import { cp, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { createServer, request as forward, type IncomingMessage, type Server } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BEDROCK, CONFIG, NIM, VLLM, WATSONX, writeProject } from '../e2e/small-project.ts';
import { ROOT, runCli, startCli, type Running } from '../e2e/run-cli.ts';
import { readIds, readJudged } from '../e2e/verify-project.ts';
import { folderOf, readLines, waitForLines } from './slow-run.ts';

const DELAY_MS = 30;
/** 12 prompts, 4 targets, 2 modes. */
const PLANNED = 96;

interface Row {
  readonly id: string;
  readonly baseUrl: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly credentials: Readonly<Record<string, string>>;
}

let cwd = '';
let simulator: Running;
let counter: Server;
let env: Readonly<Record<string, string>> = {};
/** How often each request was made, by path and the digest of its body. */
const asked = new Map<string, number>();
/** So many more are answered; what is asked after them waits for ever, as whoever asks it is killed before. */
let answersLeft = Infinity;

const keyOf = (path: string, sha256: string): string => `${path} ${sha256}`;

/** Hands requests on to the simulator after a while, and counts those of exchanges: what a server is, each start asks anew. */
async function countAndForward(incoming: IncomingMessage, port: string): Promise<IncomingMessage> {
  const body = await buffer(incoming);
  const key = keyOf(incoming.url ?? '', createHash('sha256').update(body).digest('hex'));
  if (incoming.method === 'POST') asked.set(key, (asked.get(key) ?? 0) + 1);
  await new Promise((over) => setTimeout(over, DELAY_MS));
  if (incoming.method === 'POST') answersLeft -= 1;
  if (answersLeft < 0) await new Promise<never>(() => {});
  const { method, url, headers } = incoming;
  return new Promise((resolve, reject) => {
    forward({ host: '127.0.0.1', port, method, path: url, headers }, resolve).on('error', reject).end(body);
  });
}

beforeAll(async () => {
  const plain = {
    contextTokens: null,
    maxOutputTokens: null,
    images: { maxCount: 5, maxBytes: 3_750_000, formats: ['png'] },
  };
  const models = { 'llama-4-scout': { ...CONFIG.models['llama-4-scout'], ...plain } };
  cwd = await writeProject({ 'llama-contract.config.yaml': { ...CONFIG, models } });
  for (const folder of ['suites', 'goldens', 'fixtures']) {
    await cp(join(ROOT, folder), join(cwd, folder), { recursive: true });
  }
  simulator = startCli(['simulate', '--json'], { cwd });
  while (!simulator.stdout().endsWith('\n')) await new Promise((soon) => setTimeout(soon, 20));
  const { url, targets }: { url: string; targets: readonly Row[] } = JSON.parse(simulator.stdout());
  counter = createServer((incoming, outgoing) => {
    countAndForward(incoming, new URL(url).port).then(
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
      },
      () => outgoing.destroy(),
    );
    outgoing.on('error', () => {});
  });
  await new Promise<void>((ready) => counter.listen(0, '127.0.0.1', ready));
  const address = counter.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const here = `http://127.0.0.1:${address.port}`;
  const live = {
    ...CONFIG,
    models,
    source: 'live',
    targets: [BEDROCK, WATSONX, NIM, VLLM].map((target) => ({
      ...target,
      baseUrl: `${here}/${target.id}`,
      concurrency: 4,
      ...('settings' in target ? { settings: { ...target.settings, iam_url: `${here}/${target.id}` } } : {}),
    })),
  };
  await writeFile(join(cwd, 'live.yaml'), JSON.stringify(live));
  const secret = (id: string, name: string): string =>
    targets.find((row) => row.id === id)?.credentials[name] ?? '';
  env = {
    TEST_AWS_KEY: secret('bedrock', 'accessKeyId'),
    TEST_AWS_SECRET: secret('bedrock', 'secretAccessKey'),
    TEST_IBM_KEY: secret('watsonx', 'apiKey'),
    TEST_NIM_TOKEN: secret('nim', 'token'),
    TEST_VLLM_TOKEN: secret('vllm', 'token'),
  };
});

afterAll(async () => {
  simulator.child.kill();
  counter.closeAllConnections();
  await new Promise((closed) => counter.close(closed));
});

/** The requests that stand in the lines of a run, by the same key. */
async function recordedIn(folder: string): Promise<readonly string[]> {
  return (await readLines(folder)).flatMap((line): string[] => {
    const { exchange } = JSON.parse(line);
    if (exchange === null) return [];
    const { url, body } = exchange.evidence.request;
    return [keyOf(new URL(url).pathname + new URL(url).search, body.sha256)];
  });
}

const ARGS = ['verify', '--tag', 'core', '--suite', 'support-bot', '--config', 'live.yaml', '--json'];

interface Whole {
  readonly counts: object;
  /** Once a case; two of them may ask alike: with tools, a Bedrock stream is asked as a send. */
  readonly keys: readonly string[];
  readonly judged: string;
  readonly tookMs: number;
}

let whole: Whole;
beforeAll(async () => {
  const running = startCli([...ARGS, '--out', 'whole'], { cwd, env });
  await folderOf(running);
  const begunMs = performance.now();
  const { stdout } = await running.ended;
  const tookMs = performance.now() - begunMs;
  const { counts, paths } = JSON.parse(stdout);
  const run = join(cwd, paths.run);
  whole = { counts, keys: await recordedIn(run), judged: await readJudged(run), tookMs };
});

function connections(): Promise<number> {
  return new Promise((resolve) => counter.getConnections((_error, count) => resolve(count)));
}

/** Kills a run. All that it asked is counted when its last connection is seen to be gone. */
async function kill({ child, ended }: Running): Promise<void> {
  child.kill('SIGKILL');
  await ended;
  while ((await connections()) > 0) await new Promise((soon) => setTimeout(soon, 5));
  answersLeft = Infinity;
}

/** Goes on with a run that was killed; what it comes to, when nothing was lost and nothing asked twice. */
async function goOnExactly(folder: string): Promise<string> {
  const kept = await readLines(folder);
  const keptKeys = await recordedIn(folder);
  expect(keptKeys.length).toBe(kept.length);
  const before = new Map(asked);

  const resumed = await runCli([...ARGS, '--resume', folder], { cwd, env });
  const { counts, exitCode } = JSON.parse(resumed.stdout);
  expect([resumed.code, exitCode, counts]).toEqual([0, 0, whole.counts]);
  expect(counts).toMatchObject({ planned: PLANNED, passed: PLANNED });
  const after = await readFile(join(folder, 'exchanges.jsonl'));
  const prefix = Buffer.from(kept.map((line) => `${line}\n`).join(''));
  expect(after.subarray(0, prefix.length).equals(prefix)).toBe(true);
  const ids = await readIds(folder);
  expect([ids.length, new Set(ids).size]).toEqual([PLANNED, PLANNED]);

  const exchangesNow = [...asked]
    .filter(([key]) => !key.includes('/identity/token'))
    .flatMap(([key, times]) => Array<string>(times - (before.get(key) ?? 0)).fill(key));
  // As bags: what is asked now and what was kept are, together, what a whole run asks.
  expect([...keptKeys, ...exchangesNow].toSorted()).toEqual(whole.keys.toSorted());
  expect((await readdir(folder)).filter((name) => name.startsWith('run.lock'))).toEqual([]);
  return readJudged(folder);
}

it('nothing is lost and nothing asked twice when the process is killed in the middle of a line', async () => {
  answersLeft = 60;
  const running = startCli(ARGS, { cwd, env });
  const folder = join(cwd, await folderOf(running));
  await waitForLines(folder, 30);
  await kill(running);
  expect((await running.ended).signal).toBe('SIGKILL');
  const path = join(folder, 'exchanges.jsonl');
  const torn = await readFile(path);
  await truncate(path, torn.length - 41);
  const kept = await readLines(folder);
  expect(kept.length).toBeGreaterThan(20);
  expect(kept.length).toBeLessThan(PLANNED);
  // The content root is in it: the same answers, however often the run was killed.
  expect(await goOnExactly(folder)).toBe(whole.judged);
});

const KILLS = 5;
/** When the run is killed: after so much of the time that a whole one takes from its first call, spread evenly. */
const MOMENTS = Array.from({ length: KILLS }, (_, at) => Math.round(((at + 0.5) / KILLS) * 100));

it.each(MOMENTS)('nor at any other moment: killed after %d hundredths of its time', async (percent) => {
  const running = startCli(ARGS, { cwd, env });
  const folder = join(cwd, await folderOf(running));
  await new Promise((over) => setTimeout(over, (percent / 100) * whole.tookMs));
  await kill(running);
  expect(await goOnExactly(folder)).toBe(whole.judged);
});

it.each([1, 3])('nor when it is killed again and again, each time a little later (%d)', async (round) => {
  const running = startCli(ARGS, { cwd, env });
  const folder = join(cwd, await folderOf(running));
  await waitForLines(folder, 8 * round);
  await kill(running);
  for (const lines of [32, 60]) {
    const again = startCli([...ARGS, '--resume', folder], { cwd, env });
    await waitForLines(folder, lines);
    await kill(again);
  }
  expect(await goOnExactly(folder)).toBe(whole.judged);
});
