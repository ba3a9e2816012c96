import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { nodeWorld } from '../../src/cli/machine/node-world.ts';
import type { Fault } from '../../src/contract/wires/fault.ts';
import { verify, type VerifyOptions, type VerifyResult } from '../../src/library/verify.ts';
import type { RunEvent } from '../../src/runs/verify/run-events.ts';
import { simulate } from '../../src/runs/connect/simulate.ts';
import { CLI, NODE, runCli, start, startCli, type Running } from '../e2e/run-cli.ts';
import { BEDROCK, CONFIG, NIM, SMALL, VLLM, WATSONX, writeProject } from '../e2e/small-project.ts';

const LLAMACPP = { ...VLLM, id: 'llamacpp', server: 'llamacpp' };
const model = CONFIG.models['llama-4-scout'];
const MODELS = {
  'llama-4-scout': {
    ...model,
    offers: { ...model?.offers, llamacpp: { id: 'scout.gguf' } },
  },
};
const TARGETS = [LLAMACPP, VLLM, NIM, BEDROCK, WATSONX];

const PLANNED = 6;
const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((close) => close()));
});

interface Project {
  readonly root: string;
  readonly env: Readonly<Record<string, string>>;
}

interface Served extends Project {
  /** Has an hour pass for the simulator. */
  readonly passHour: () => void;
}

const HOUR_MS = 3_600_000;

/** A project whose live targets are served by a simulator that the run knows nothing of. */
async function serve(faults: readonly Fault[], more: object = {}): Promise<Served> {
  const files = { ...SMALL, 'llama-contract.config.yaml': { ...CONFIG, models: MODELS, targets: TARGETS } };
  const root = await writeProject(files);
  const config = join(root, 'llama-contract.config.yaml');
  const world = nodeWorld();
  let aheadMs = 0;
  const clock = { ...world.clock, nowMs: () => world.clock.nowMs() + aheadMs };
  const simulation = await simulate({ config, port: 0, seed: 1, faults }, { ...world, clock });
  open.push(simulation.close);
  const env: Record<string, string> = { TEST_NIM_TOKEN: 'x', TEST_VLLM_TOKEN: 'x' };
  const live = TARGETS.map((row) => {
    const seat = simulation.targets.find(({ target }) => target.id === row.id);
    if (seat === undefined) throw new Error(`no seat for ${row.id}`);
    const { target, credentials } = seat;
    const iam = target.settings['iam_url'];
    if (credentials.kind === 'ibm-api-key') env['TEST_IBM_KEY'] = credentials.apiKey;
    if (credentials.kind === 'aws-keys') {
      env['TEST_AWS_KEY'] = credentials.accessKeyId;
      env['TEST_AWS_SECRET'] = credentials.secretAccessKey;
    }
    if (credentials.kind === 'bearer') env[`TEST_${row.id.toUpperCase()}_TOKEN`] = credentials.token;
    return {
      ...row,
      ...('server' in row && { credentials: { bearer: `TEST_${row.id.toUpperCase()}_TOKEN` } }),
      baseUrl: target.baseUrl,
      ...(iam !== undefined && { settings: { ...WATSONX.settings, iam_url: iam } }),
      ...more,
    };
  });
  const served = { ...files, 'llama-contract.config.yaml': { ...CONFIG, models: MODELS, targets: live } };
  return { root: await writeProject(served), env, passHour: () => void (aheadMs += HOUR_MS) };
}

async function verifyLive(
  { root, env }: Project,
  target: string,
  options: Partial<VerifyOptions> = {},
  onWaiting: () => void = () => {},
): Promise<VerifyResult & { readonly events: readonly RunEvent[] }> {
  const events: RunEvent[] = [];
  const result = await verify({
    config: join(root, 'llama-contract.config.yaml'),
    out: join(root, 'reports'),
    source: 'live',
    targets: [target],
    world: { ...nodeWorld(), env },
    onEvent: (event) => {
      events.push(event);
      if (event.type === 'waiting') onWaiting();
    },
    ...options,
  });
  return { ...result, events };
}

const LOADING: Fault = { match: {}, at: 'headers', loadingMs: HOUR_MS };
const waits = (events: readonly RunEvent[]): readonly string[] =>
  events.flatMap((event) => (event.type === 'waiting' ? [`${event.target}: ${event.why}`] : []));

describe('a live target that is loading', () => {
  it.each(TARGETS.map(({ id }) => id))('is waited for, and not judged by it: %s', async (id) => {
    const project = await serve([LOADING]);
    const patience = { waitReadyMs: HOUR_MS };
    const { report, events, unready } = await verifyLive(project, id, patience, project.passHour);
    expect(unready).toEqual([]);
    expect(report.summary.counts).toMatchObject({ planned: PLANNED, errored: 0, failed: 0, missing: 0 });
    const types = events.map(({ type }) => type);
    expect(types.indexOf('waiting')).toBeGreaterThan(-1);
    expect(types.lastIndexOf('waiting')).toBeLessThan(types.indexOf('started'));
    expect(waits(events)[0]).toMatch(new RegExp(`^${id}: \\d{3} \\S`));
    for (const event of events) {
      if (event.type === 'recorded') expect(event.record.exchange?.attempts.length ?? 1).toBe(1);
    }
  });

  it("is waited for as its own row says, in the server's words", async () => {
    const project = await serve([LOADING], { waitReadyMs: 60_000 });
    const { report, events } = await verifyLive(project, 'llamacpp', {}, project.passHour);
    expect(report.exitCode).toBe(0);
    expect(waits(events)[0]).toBe('llamacpp: 503 Loading model');
  });

  it('is not waited for where nobody asks for it', async () => {
    const project = await serve([LOADING], { maxRetries: 0, waitReadyMs: 60_000 });
    const { report, events } = await verifyLive(project, 'llamacpp', { waitReadyMs: 0 });
    expect(waits(events)).toEqual([]);
    expect(report.summary.counts).toMatchObject({ planned: PLANNED, errored: PLANNED });
  });

  it('for longer than our patience leaves a run in which nothing was asked, and which goes on', async () => {
    const project = await serve([{ ...LOADING, match: { target: 'llamacpp' } }]);
    const both = { targets: ['llamacpp', 'vllm'] };
    const { report, events, unready, folder } = await verifyLive(project, '', {
      ...both,
      waitReadyMs: 2_000,
    });
    expect(report.exitCode).toBe(3);
    expect(report.summary.counts).toMatchObject({ failed: 0, errored: 0, passed: 0, missing: 2 * PLANNED });
    expect(unready).toMatchObject([{ target: 'llamacpp', why: '503 Loading model' }]);
    expect(events.filter(({ type }) => type === 'recorded')).toEqual([]);

    project.passHour();
    const resumed = await verifyLive(project, '', { ...both, waitReadyMs: 60_000, resume: folder });
    expect(resumed.unready).toEqual([]);
    expect(resumed.report.exitCode).toBe(0);
    expect(resumed.report.summary.counts).toMatchObject({ passed: 2 * PLANNED, missing: 0 });
  });
});

it('a target that has no health, or hides it, is asked for one token', async () => {
  let calls = 0;
  const asked: string[] = [];
  const server = createServer((incoming, outgoing) => {
    void incoming.toArray().then((pieces) => {
      const body = Buffer.concat(pieces).toString();
      asked.push(`${incoming.method} ${incoming.url} ${/"max_tokens":\d+/.exec(body)?.[0] ?? ''}`.trim());
      if (incoming.method === 'GET') return outgoing.writeHead(404).end();
      calls += 1;
      return outgoing.writeHead(calls < 3 ? 503 : 400).end('{"error":{"message":"starting up"}}');
    });
  });
  const port = await listenOn(server, 0);
  const target = { ...LLAMACPP, baseUrl: `http://127.0.0.1:${port}` };
  const root = await writeProject({
    ...SMALL,
    'llama-contract.config.yaml': { ...CONFIG, models: MODELS, targets: [target] },
  });
  const { events } = await verifyLive({ root, env: { TEST_VLLM_TOKEN: 'x' } }, 'llamacpp', {
    waitReadyMs: 60_000,
  });
  expect(waits(events)).toEqual(['llamacpp: 503 starting up', 'llamacpp: 503 starting up']);
  const ask = ['GET /health', 'POST /v1/chat/completions "max_tokens":1'];
  expect(asked.slice(0, 6)).toEqual([...ask, ...ask, ...ask]);
});

it('a server whose port is still closed is waited for', async () => {
  const { root, env, port } = await closedPort();
  const running = startCli(['verify', '--source', 'live', '--wait-ready', '60', '--json'], {
    cwd: root,
    env,
  });
  await seenWaiting(running);
  expect(running.stderr()).toMatch(/^waiting for llamacpp: connection .*ECONNREFUSED.*\(\d+ s of 60 s\)$/m);
  const server = createServer((incoming, outgoing) => {
    outgoing.writeHead(incoming.url === '/health' ? 200 : 401, { 'content-type': 'application/json' });
    outgoing.end('{"error":{"message":"Invalid API Key"}}');
  });
  await listenOn(server, port);
  const { code, stdout } = await running.ended;
  expect(code).toBe(3);
  expect(JSON.parse(stdout).counts).toMatchObject({ errored: PLANNED, missing: 0 });
});

describe('the command', () => {
  it('says why nothing was asked when its patience is over, and prints a line that goes on', async () => {
    const { root, env } = await closedPort();
    const args = ['verify', '--source', 'live', '--wait-ready', '1', '--json'];
    const { code, stdout, stderr } = await runCli(args, { cwd: root, env });
    expect(code).toBe(3);
    expect(JSON.parse(stdout).counts).toMatchObject({ errored: 0, failed: 0, missing: PLANNED });
    const [, line = ''] =
      /^nothing was asked, for llamacpp was not ready after \d+ s: connection .*ECONNREFUSED.*; everything recorded is kept\. To go on:\n {2}(npx llama-contract .+)\n$/m.exec(
        stderr,
      ) ?? [];
    const shell = `npx() { shift; "${NODE}" "${CLI}" "$@"; }\n${line}`;
    const again = await start('sh', ['-c', shell], { cwd: root, env }).ended;
    expect([again.code, JSON.parse(again.stdout).counts.missing]).toEqual([3, PLANNED]);
    expect(again.stderr).toContain('nothing was asked');
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('is ended by %s while it waits', async (signal, code) => {
    const { root, env } = await closedPort();
    const args = ['verify', '--source', 'live', '--wait-ready', '600', '--json'];
    const running = startCli(args, { cwd: root, env });
    await seenWaiting(running);
    running.child.kill(signal);
    const ended = await running.ended;
    expect(ended.code).toBe(code);
    expect(ended.stderr).toMatch(
      /interrupted; everything recorded is kept\. To go on:\n {2}npx llama-contract /,
    );
    expect(JSON.parse(ended.stdout).counts).toMatchObject({ missing: PLANNED });
  });

  it('has a word for who would wait for the simulator', async () => {
    const root = await writeProject();
    const args = ['verify', '--wait-ready', '60', '--target', 'vllm', '--json'];
    const { code, stderr } = await runCli(args, { cwd: root });
    expect(code).toBe(0);
    expect(stderr).toContain('warning: only live targets are waited for: nobody else takes long to be ready');
  });
});

/** A project whose one target has nobody listening, and the port that it was given. */
async function closedPort(): Promise<Project & { readonly port: number }> {
  const held = createServer();
  const port = await listenOn(held, 0);
  held.close();
  await once(held, 'close');
  const target = { ...LLAMACPP, baseUrl: `http://127.0.0.1:${port}`, maxRetries: 0 };
  const root = await writeProject({
    ...SMALL,
    'llama-contract.config.yaml': { ...CONFIG, models: MODELS, targets: [target] },
  });
  return { root, env: { TEST_VLLM_TOKEN: 'x' }, port };
}

async function listenOn(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  open.push(async () => {
    if (!server.listening) return;
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function seenWaiting(running: Running): Promise<void> {
  while (!running.stderr().includes('waiting for')) {
    if (running.child.exitCode !== null) throw new Error(running.stderr());
    await sleep(20);
  }
}
