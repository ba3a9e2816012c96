import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { nodeProcesses } from '../../src/cli/machine/node-processes.ts';
import { InputError } from '../../src/contract/problem.ts';
import { digestLine, readDigestLine } from '../../src/store/records/digest-line.ts';
import { EVERY_MS } from '../../src/store/ledger/follow-ledger.ts';
import { readLedger } from '../../src/store/ledger/read-ledger.ts';
import { openRollout, type RolloutWorld } from '../../src/runs/project/open-rollout.ts';
import { rollBack } from '../../src/runs/rollout/roll-back.ts';
import { followState } from '../../src/runs/shadow/follow-state.ts';
import { steerTraffic, type TrafficNews } from '../../src/runs/proxy/steer-traffic.ts';
import { eagerWorld } from '../e2e/verify-project.ts';
import { createFakeClock } from '../fake-clock.ts';
import { START, textOf, upTo } from '../rollout/build-ledger.ts';
import { temporaryFolder } from '../store/sample-run.ts';

const target = (id: string) =>
  `{ id: ${id}, provider: openai-compatible, server: vllm, baseUrl: 'http://localhost:1', model: m, credentials: none }`;
const CONFIG = `schemaVersion: 1
source: live
models: { m: { modalities: [text], contextTokens: 1000, maxOutputTokens: 100, offers: { vllm: { id: m } } } }
targets: [${target('old')}, ${target('new')}]
migrations: [{ id: move, baseline: old, candidate: new, policy: default }]
`;

/** A project whose rollout stands at a share, steered by a clock that moves when told to. */
async function steered(share: number) {
  const folder = await temporaryFolder();
  const root = folder.path;
  await writeFile(join(root, 'c.yaml'), CONFIG);
  await mkdir(join(root, 'rollouts'));
  await writeFile(join(root, LEDGER), textOf([[0, START], ...upTo(share)]));
  const live = await steerIn(root, 8080);
  return {
    ...live,
    async [Symbol.asyncDispose]() {
      await live.steering.stop();
      await folder[Symbol.asyncDispose]();
    },
  };
}

const LEDGER = 'rollouts/move.jsonl';

/** Another proxy of that project, or the same after it was gone. */
async function steerIn(root: string, port: number) {
  const config = join(root, 'c.yaml');
  const clock = createFakeClock();
  const world: RolloutWorld = {
    ...eagerWorld(),
    processes: nodeProcesses,
    clock,
    uptime: { boot: 'one', upMs: () => clock.nowMs() },
  };
  const options = { config, out: join(root, 'reports'), migration: 'move', by: 'the tests', port };
  const news: TrafficNews[] = [];
  const steering = await steerTraffic(await openRollout(options), options, world, (it) => news.push(it));
  return {
    file: join(root, LEDGER),
    root,
    options,
    world,
    news,
    steering,
    /** Lets the follower look until something is so. */
    async until(isSo: () => boolean | Promise<boolean>): Promise<void> {
      while (!(await isSo())) {
        await clock.advance(EVERY_MS);
        await setImmediate();
      }
    },
    lookTimes: async (times: number): Promise<void> => {
      for (let at = 0; at < times; at += 1) {
        await clock.advance(EVERY_MS);
        // The disk is a real one.
        await readFile(config);
      }
    },
  };
}

const shareOf = ({ steering }: Awaited<ReturnType<typeof steerIn>>): number => steering.state().step.share;

const FAILED = { arm: 'candidate', isBad: true } as const;

it('what commands add to the ledger moves the traffic of who follows it, there and back', async () => {
  await using live = await steered(10);
  expect(shareOf(live)).toBe(10);
  await writeFile(live.file, textOf([[0, START], ...upTo(20)]));
  await live.until(() => shareOf(live) === 20);
  await rollBack({ ...live.options, reason: 'pager' }, { ...live.world, clock: eagerWorld().clock });
  await live.until(() => shareOf(live) === 0);
  expect(live.steering.state().isRolledBack).toBe(true);
  expect(live.news.map(({ what }) => what)).toEqual(['moved', 'moved']);
});

it('a candidate that answers nobody loses all traffic at once, and the ledger says why', async () => {
  await using live = await steered(20);
  const state = live.steering.state();
  for (let bucket = 0; bucket < 10; bucket += 1) {
    live.steering.count({ arm: 'baseline', isBad: false, bucket }, state);
  }
  for (const bucket of [1, 2]) live.steering.count({ ...FAILED, bucket }, state);
  expect(shareOf(live)).toBe(20);
  live.steering.count({ ...FAILED, bucket: 3 }, state);
  // No file was looked at in between.
  expect(live.steering.state()).toMatchObject({ step: { share: 0 }, isRolledBack: true });
  await live.until(
    async () => (await readLedger(live.root, 'move'))?.entries.at(-1)?.body.kind === 'rollback',
  );
  const [seen, back] = (await readLedger(live.root, 'move'))?.entries.slice(-2) ?? [];
  expect(seen?.body).toMatchObject({
    kind: 'live',
    breach: 'fast-burn',
    baseline: { bad: 0, n: 10 },
    candidate: { bad: 3, n: 3 },
  });
  expect(back?.body).toMatchObject({ kind: 'rollback', because: seen?.seq });
  expect(back?.body.kind === 'rollback' && back.body.reason).toMatch(/^fast burn: 3 of 3 requests/);
  await live.until(() => live.steering.state().moves === state.moves + 1);
  expect(shareOf(live)).toBe(0);
});

it('a client whose requests all fail brings traffic back with others, and never alone', async () => {
  await using live = await steered(20);
  const state = live.steering.state();
  for (let at = 0; at < 1_000; at += 1) {
    live.steering.count({ ...FAILED, bucket: 7 }, state);
    live.steering.count({ ...FAILED, isBad: false, bucket: at }, state);
  }
  expect(shareOf(live)).toBe(20);
  for (let bucket = 0; bucket < 500 && shareOf(live) > 0; bucket += 1) {
    live.steering.count({ ...FAILED, bucket }, state);
  }
  expect(shareOf(live)).toBe(0);
});

it('a rollback that cannot be written down goes back all the same, is told, and is written when it can be', async () => {
  await using live = await steered(10);
  const text = await readFile(live.file, 'utf8');
  await writeFile(live.file, `${text}torn`);
  const state = live.steering.state();
  for (const bucket of [1, 2, 3]) live.steering.count({ ...FAILED, bucket }, state);
  await live.until(() => live.news.some(({ what }) => what === 'not-written'));
  await writeFile(live.file, text);
  await live.until(() => live.steering.state().moves === state.moves + 1);
  expect(
    live.news
      .filter(({ what }) => what === 'moved')
      .every((it) => it.what === 'moved' && it.state.step.share === 0),
  ).toBe(true);
});

it('what was served before traffic moved says nothing of how it stands now', async () => {
  await using live = await steered(10);
  const state = live.steering.state();
  await writeFile(live.file, textOf([[0, START], ...upTo(20)]));
  await live.until(() => shareOf(live) === 20);
  for (let bucket = 0; bucket < 50; bucket += 1) live.steering.count({ ...FAILED, bucket }, state);
  expect(shareOf(live)).toBe(20);
});

it('a ledger that is away for a moment changes nothing, and one that stays away brings traffic back', async () => {
  await using live = await steered(30);
  const text = await readFile(live.file, 'utf8');
  await rm(live.file);
  await live.lookTimes(4);
  expect(shareOf(live)).toBe(30);
  await live.until(() => !live.steering.state().isReadable);
  expect([shareOf(live), live.news.map(({ what }) => what)]).toEqual([0, ['unreadable', 'moved']]);
  await writeFile(live.file, text);
  await live.until(() => shareOf(live) === 30);
});

it('a ledger that lost the line by which traffic went back does not bring it forward again', async () => {
  await using live = await steered(30);
  const older = await readFile(live.file, 'utf8');
  await rollBack({ ...live.options, reason: 'pager' }, { ...live.world, clock: eagerWorld().clock });
  await live.until(() => live.steering.state().isRolledBack);
  const whole = await readFile(live.file, 'utf8');
  await writeFile(live.file, older);
  await live.until(() => !live.steering.state().isReadable);
  expect(shareOf(live)).toBe(0);
  expect(live.news.filter(({ what }) => what === 'moved')).toHaveLength(1);
  const lost = live.news.find((it) => it.what === 'unreadable');
  expect(String(lost?.error)).toContain('rollouts/move.jsonl lost lines that were there');
  await writeFile(live.file, whole);
  await live.until(() => live.steering.state().isReadable);
  expect(live.steering.state()).toMatchObject({ isRolledBack: true, step: { share: 0 } });
});

it('a sink whose ledger lost lines, or is gone, asks nothing until they are there again', async () => {
  await using live = await steered(30);
  const clock = createFakeClock();
  const followed = await followState({ root: live.root, migration: 'move' }, clock);
  const whole = await readFile(live.file, 'utf8');
  const isReadable = async (wanted: boolean): Promise<void> => {
    while (followed.state().isReadable !== wanted) {
      await clock.advance(EVERY_MS);
      await setImmediate();
    }
  };
  await writeFile(live.file, textOf([[0, START], ...upTo(10)]));
  await isReadable(false);
  await writeFile(live.file, whole);
  await isReadable(true);
  expect(followed.state().step.share).toBe(30);
  await rm(live.file);
  await isReadable(false);
  expect(followed.state().step.share).toBe(0);
  followed.stop();
});

it('a ledger that cannot be read, or is of other targets, is refused at the start', async () => {
  await using live = await steered(0);
  const steer = async () => steerTraffic(await openRollout(live.options), live.options, live.world, () => {});
  await writeFile(live.file, textOf([[0, { ...START, candidate: 'third' }]]));
  await expect(steer()).rejects.toBeInstanceOf(InputError);
  await writeFile(live.file, 'no ledger\n');
  await expect(steer()).rejects.toBeInstanceOf(InputError);
});

const counted = (root: string): string =>
  join(root, 'reports/live/move', `${nodeProcesses.self().host}-8080.json`);

it('who is started anew counts on where the one before was when it was gone', async () => {
  await using live = await steered(20);
  const state = live.steering.state();
  for (const bucket of [1, 2]) live.steering.count({ ...FAILED, bucket }, state);
  await live.until(async () =>
    (await readFile(counted(live.root), 'utf8').catch(() => '')).includes('"bad":2'),
  );
  // Nobody stopped the first: it is gone from here on.
  const next = await steerIn(live.root, 8080);
  expect(next.news).toEqual([{ what: 'counted-before', candidate: { bad: 2, n: 2 }, unread: [] }]);
  next.steering.count({ ...FAILED, bucket: 3 }, state);
  expect(shareOf(next)).toBe(0);
  await next.steering.stop();
});

it('a proxy counts what others had counted of the step when it began, each of which counts its own', async () => {
  await using live = await steered(20);
  const state = live.steering.state();
  for (const bucket of [1, 2]) live.steering.count({ ...FAILED, bucket }, state);
  await live.steering.stop();
  const beside = await steerIn(live.root, 8081);
  beside.steering.count({ ...FAILED, isBad: false, bucket: 3 }, state);
  await beside.steering.stop();
  const third = await steerIn(live.root, 8082);
  expect(third.news[0]).toMatchObject({ candidate: { bad: 2, n: 3 } });
  await third.steering.stop();
});

it('who was killed between what it saw and its rollback brings traffic back when it is started', async () => {
  await using live = await steered(20);
  const text = await readFile(live.file, 'utf8');
  await writeFile(live.file, `${text}torn`);
  const state = live.steering.state();
  for (const bucket of [1, 2, 3]) live.steering.count({ ...FAILED, bucket }, state);
  await live.until(() => live.news.some(({ what }) => what === 'not-written'));
  // What is served since is the baseline's, and takes nothing of it away.
  live.steering.count({ arm: 'baseline', isBad: false, bucket: 1 }, live.steering.state());
  await live.steering.stop();
  await writeFile(live.file, text);
  const next = await steerIn(live.root, 8080);
  expect(shareOf(next)).toBe(0);
  await next.until(
    async () => (await readLedger(live.root, 'move'))?.entries.at(-1)?.body.kind === 'rollback',
  );
  await next.steering.stop();
});

it('what was counted of another step, or edited since, counts for nothing, and the latter is told', async () => {
  await using live = await steered(20);
  const state = live.steering.state();
  for (const bucket of [1, 2]) live.steering.count({ ...FAILED, bucket }, state);
  await live.steering.stop();
  const file = counted(live.root);
  await writeFile(live.file, textOf([[0, START], ...upTo(30)]));
  const later = await steerIn(live.root, 8080);
  expect(later.news).toEqual([]);
  await later.steering.stop();
  await writeFile(live.file, textOf([[0, START], ...upTo(20)]));
  const written = await readFile(file, 'utf8');
  const moreThanFailed = readDigestLine(written.trimEnd())?.content.replace('[[1,1]', '[[1,9]') ?? '';
  for (const text of [written.replace('"bad":2', '"bad":0'), digestLine(moreThanFailed).line]) {
    await writeFile(file, text);
    const edited = await steerIn(live.root, 8080);
    expect(edited.news).toMatchObject([{ what: 'counted-before', candidate: { n: 0 } }]);
    expect(edited.news).toMatchObject([{ unread: [expect.stringContaining(file)] }]);
    await edited.steering.stop();
  }
});

it('counts that cannot be kept are told once, and traffic goes on', async () => {
  await using live = await steered(20);
  await writeFile(join(live.root, 'reports'), 'no folder');
  const state = live.steering.state();
  for (const bucket of [1, 1, 1]) {
    live.steering.count({ ...FAILED, bucket }, state);
    await live.lookTimes(10);
  }
  expect(live.news.map(({ what }) => what)).toEqual(['not-kept']);
  expect(shareOf(live)).toBe(20);
});
