import { once } from 'node:events';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { getPriority } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { keepShadow } from '../../src/cli/threads/keep-shadow.ts';
import { nodeProcesses } from '../../src/cli/machine/node-processes.ts';
import { InputError } from '../../src/contract/problem.ts';
import type { ShadowAccounts } from '../../src/contract/traffic/traffic.ts';
import type { ShadowOptions } from '../../src/runs/shadow/start-shadow.ts';
import { readSeal } from '../../src/store/run/check-seal.ts';
import { listRuns } from '../../src/store/run/find-run.ts';
import { isHeld } from '../../src/store/run/hold-run.ts';
import { runFile } from '../../src/store/run/layout.ts';
import { isBalanced } from '../../src/traffic/open-accounts.ts';
import { BEDROCK, VLLM } from '../e2e/small-project.ts';
import { ask, HELLO, openProxy } from '../traffic/proxy-stage.ts';

const deaf = { onSealed: () => {}, onOver: () => {}, onAgain: () => {}, onDamaged: () => {} };
const openShadow = (options: ShadowOptions) => keepShadow({ options, argv: ['a test'] }, deaf);

const targets = [VLLM, { ...BEDROCK, id: 'new' }];
const question = (at: number) => ({ ...HELLO, messages: [{ role: 'user', content: `Question ${at}` }] });

async function askAll(url: string, from: number, to: number): Promise<readonly number[]> {
  const asked = Array.from({ length: to - from }, (_, at) =>
    ask(`${url}/v1/chat/completions`, question(from + at)),
  );
  return Promise.all(asked.map(async (response) => (await response).status));
}

function balanced(accounts: ShadowAccounts | null): ShadowAccounts {
  if (accounts === null) throw new Error('something is mirrored');
  expect(isBalanced(accounts)).toBe(true);
  return accounts;
}

it('a proxy asks again what it served, and each request stands in the accounts once', async () => {
  const stage = await openProxy({ targets, source: 'simulate', openShadow });
  expect(await askAll(stage.proxy.url, 0, 10)).toEqual(Array.from({ length: 10 }, () => 200));
  const accounts = balanced(await stage.proxy.close());
  expect(accounts).toMatchObject({ arrivals: 10, sent: accounts.answered, waiting: 0, asking: 0 });
  expect(accounts.sent + accounts.dropped.stopping).toBe(10);
});

/** Holds the loop of this thread for most of the time, until it is called. */
function holdLoop(): () => void {
  const timer = setInterval(() => {
    const untilMs = performance.now() + 40;
    while (performance.now() < untilMs);
  }, 50);
  return () => clearInterval(timer);
}

it('a shadow yields to a loop that is late, and what it has no room for then is counted as yielded', async () => {
  const traffic = { shadow: { inFlight: 1, legsPerSecond: 10, queue: { requests: 2 } } };
  const stage = await openProxy({ targets, traffic, source: 'simulate', openShadow });
  const url = stage.proxy.url;
  await askAll(url, 0, 10);
  const letGo = holdLoop();
  await sleep(2_000);
  await askAll(url, 10, 20);
  letGo();
  const accounts = balanced(await stage.proxy.close());
  expect(accounts.arrivals).toBe(20);
  expect(accounts.dropped.yielded).toBeGreaterThan(0);
});

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function niceOf(thread: string): string | undefined {
  // What follows its name, which may hold anything.
  return readFileSync(`/proc/self/task/${thread}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')[16];
}

/** How many threads of this process run at a priority. */
function threadsAt(nice: number): number {
  return readdirSync('/proc/self/task').filter((thread) => niceOf(thread) === String(nice)).length;
}

it.runIf(process.platform === 'linux')(
  'the thread of a shadow has those go first who serve, and no other does',
  async () => {
    const own = getPriority();
    const lower = Math.min(19, own + 10);
    expect(threadsAt(lower)).toBe(0);
    const stage = await openProxy({ targets, source: 'simulate', openShadow });
    expect(threadsAt(lower)).toBe(1);
    expect(getPriority()).toBe(own);
    await stage.proxy.close();
  },
);

it('a proxy whose shadow dies serves on, and counts what died with it', async () => {
  const started = once(process, 'worker');
  const opening = openProxy({ targets, source: 'simulate', openShadow });
  const [worker]: readonly Worker[] = await started;
  const stage = await opening;
  expect(await askAll(stage.proxy.url, 0, 20)).toEqual(Array.from({ length: 20 }, () => 200));
  await worker?.terminate();
  expect(await askAll(stage.proxy.url, 20, 30)).toEqual(Array.from({ length: 10 }, () => 200));
  const accounts = balanced(await stage.proxy.close());
  expect(accounts).toMatchObject({ arrivals: 30, waiting: 0, asking: 0 });
  expect(accounts.dropped.killed).toBeGreaterThanOrEqual(10);
});

/** A run of which nothing was sent is removed, and not sealed. */
function hasSent(folder: string): boolean {
  return (statSync(runFile(folder, 'live'), { throwIfNoEntry: false })?.size ?? 0) > 0;
}

it('a shadow that died is started again, which seals the run that was left, and each request stands in the accounts once', async () => {
  const again = Promise.withResolvers<void>();
  const sealed: ShadowAccounts[] = [];
  const ears = {
    ...deaf,
    onSealed: (_folder: string, accounts: ShadowAccounts) => sealed.push(accounts),
    onAgain: () => again.resolve(),
  };
  const started = once(process, 'worker');
  const opening = openProxy({
    targets,
    source: 'simulate',
    openShadow: (options) => keepShadow({ options, argv: ['a test'] }, ears, 1),
  });
  const [worker]: readonly Worker[] = await started;
  const stage = await opening;
  expect(await askAll(stage.proxy.url, 0, 20)).toEqual(Array.from({ length: 20 }, () => 200));
  const runs = () => listRuns(join(stage.root, 'reports'));
  while (!(await runs()).some(hasSent)) await sleep(5);
  await worker?.terminate();
  await again.promise;
  expect(sealed.map(({ waiting, asking }) => waiting + asking)).toEqual([0]);
  expect(await askAll(stage.proxy.url, 20, 30)).toEqual(Array.from({ length: 10 }, () => 200));
  const accounts = balanced(await stage.proxy.close());
  expect(accounts).toMatchObject({ arrivals: 30, waiting: 0, asking: 0 });
  for (const folder of await runs()) {
    expect(await readSeal(folder)).not.toBeNull();
    expect(await isHeld(folder, nodeProcesses)).toBe(false);
  }
  expect(accounts.sent + accounts.dropped.killed + accounts.dropped.stopping).toBe(30);
});

it('a shadow that cannot be started as it was asked to is refused', async () => {
  const options = {
    config: '/nowhere/c.yaml',
    out: '/nowhere',
    migration: null,
    source: null,
    seed: 1,
    faults: [],
    most: null,
  };
  await expect(openShadow(options)).rejects.toBeInstanceOf(InputError);
});
