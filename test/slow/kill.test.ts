import { createHash } from 'node:crypto';
import { cp, readFile, truncate, writeFile } from 'node:fs/promises';
import { createServer, request as forward, type IncomingMessage, type Server } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BEDROCK, CONFIG, NIM, VLLM, WATSONX, writeProject } from '../e2e/small-project.ts';
import { ROOT, runCli, startCli, type Running } from '../e2e/run-cli.ts';
import { readIds, readJudged } from '../e2e/verify-project.ts';
import { folderOf, readLines, waitForLines } from './slow-run.ts';

const DELAY_MS = 30;
const PLANNED = 480;

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

const keyOf = (path: string, sha256: string): string => `${path} ${sha256}`;

/** Hands requests on to the simulator after a while, and counts them. */
async function countAndForward(incoming: IncomingMessage, port: string): Promise<IncomingMessage> {
  const body = await buffer(incoming);
  const key = keyOf(incoming.url ?? '', createHash('sha256').update(body).digest('hex'));
  asked.set(key, (asked.get(key) ?? 0) + 1);
  await new Promise((over) => setTimeout(over, DELAY_MS));
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

it('nothing is lost and nothing asked twice when the process is killed in the middle', async () => {
  const args = ['verify', '--config', 'live.yaml', '--json'];
  const whole = await runCli([...args, '--out', 'whole'], { cwd, env });
  const reference = JSON.parse(whole.stdout);
  expect(reference.counts).toEqual({
    planned: PLANNED,
    passed: PLANNED,
    failed: 0,
    errored: 0,
    skipped: 0,
    unproven: 0,
    missing: 0,
  });
  asked.clear();

  const running = startCli(args, { cwd, env });
  const folder = join(cwd, await folderOf(running));
  await waitForLines(folder, 150);
  running.child.kill('SIGKILL');
  expect((await running.ended).signal).toBe('SIGKILL');
  const path = join(folder, 'exchanges.jsonl');
  const torn = await readFile(path);
  await truncate(path, torn.length - 41);
  const kept = await readLines(folder);
  expect(kept.length).toBeGreaterThan(100);
  expect(kept.length).toBeLessThan(PLANNED);
  const keptKeys = await recordedIn(folder);
  expect(keptKeys.length).toBe(kept.length);
  const before = new Map(asked);

  const resumed = await runCli([...args, '--resume', folder], { cwd, env });
  const { counts, exitCode } = JSON.parse(resumed.stdout);
  expect([resumed.code, exitCode, counts]).toEqual([0, 0, reference.counts]);
  const after = await readFile(path);
  const prefix = Buffer.from(kept.map((line) => `${line}\n`).join(''));
  expect(after.subarray(0, prefix.length).equals(prefix)).toBe(true);
  const ids = await readIds(folder);
  expect([ids.length, new Set(ids).size]).toEqual([PLANNED, PLANNED]);

  expect(keptKeys.filter((key) => asked.get(key) !== before.get(key))).toEqual([]);
  const askedNow = [...asked].reduce((sum, [key, times]) => sum + times - (before.get(key) ?? 0), 0);
  const tokens = [...asked.keys()].filter((key) => key.includes('/identity/token')).length;
  expect(askedNow - tokens).toBe(PLANNED - kept.length);
  expect(await readJudged(folder)).toBe(await readJudged(join(cwd, reference.paths.run)));
});
