import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/contract/problem.ts';
import { faultSchema } from '../../src/contract/wires/fault.ts';
import type { Clock } from '../../src/contract/world.ts';
import { renderRecording } from '../../src/reports/verbs/render-recording.ts';
import { PLANTED } from '../../src/reports/words/planted.ts';
import type { RunEvent } from '../../src/runs/verify/run-events.ts';
import { askedAt } from '../../src/store/run/asked-at.ts';
import { readFrames, writeFrames } from '../../src/store/cassettes/frames.ts';
import { readManifest } from '../../src/store/run/read-manifest.ts';
import { FAULTS } from '../e2e/plain-faults.ts';
import { SMALL, SUITE, writeProject } from '../e2e/small-project.ts';
import {
  eagerWorld,
  readJudged,
  readRecords,
  recordProject,
  replayProject,
  verifyProject,
} from '../e2e/verify-project.ts';

function cassetteOf(root: string, target: string): string {
  return join(root, 'fixtures/cassettes', target, 'small.jsonl');
}

async function linesOf(root: string, target: string): Promise<readonly string[]> {
  return (await readFile(cassetteOf(root, target), 'utf8')).trimEnd().split('\n');
}

async function writeLines(root: string, target: string, lines: readonly string[]): Promise<void> {
  await writeFile(cassetteOf(root, target), lines.map((line) => `${line}\n`).join(''));
}

/** A project whose cassettes are of a run in which all was well. */
async function recorded(changes: Parameters<typeof verifyProject>[1] = {}): Promise<string> {
  const root = await writeProject(SMALL);
  const { folder } = await verifyProject(root, changes);
  await recordProject(root, folder);
  return root;
}

/** How often each code was found. */
function tally(
  groups: readonly { readonly code: string; readonly count: number }[],
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { code, count } of groups) counts.set(code, (counts.get(code) ?? 0) + count);
  return counts;
}

function listen(): { readonly problems: Problem[]; readonly onEvent: (event: RunEvent) => void } {
  const problems: Problem[] = [];
  return {
    problems,
    onEvent: (event) => {
      if (event.type === 'warnings') problems.push(...event.problems);
    },
  };
}

describe.each(Object.entries(FAULTS))('a run in which %s, recorded', (_name, faults) => {
  it('replays to the same states, findings, latencies and content', async () => {
    const root = await writeProject(SMALL);
    const first = await verifyProject(root, { faults });
    const { left } = await recordProject(root, first.folder);
    expect(left).toEqual([]);
    const again = await replayProject(root);
    expect(again.report.exitCode).toBe(first.report.exitCode);
    expect(again.report.contentRoot).toBe(first.report.contentRoot);
    const { counts, groups, notes } = first.report.summary;
    expect(again.report.summary.counts).toEqual(counts);
    expect(tally(again.report.summary.groups)).toEqual(tally(groups));
    expect(tally(again.report.summary.notes)).toEqual(tally(notes));
    for (const [at, { id, latency }] of first.report.summary.targets.entries()) {
      const replayed = again.report.summary.targets[at];
      expect([replayed?.id, replayed?.retries]).toEqual([id, first.report.summary.targets[at]?.retries]);
      if (latency.p50Ms === null) expect(replayed?.latency.p50Ms).toBeNull();
      else expect(replayed?.latency.p50Ms).toBeCloseTo(latency.p50Ms, 0);
    }
  });
});

describe('a replay', () => {
  it('says what it is, comes to one judgement however often, and reads no real time', async () => {
    const root = await recorded();
    const wall = eagerWorld().clock;
    const still: Clock = {
      nowMs: () => 0,
      wallMs: () => wall.wallMs(),
      sleep: () => Promise.reject(new Error('somebody waits')),
      // Of who writes the run.
      timer: (ms, run) => wall.timer(ms, run),
    };
    const first = await replayProject(root, { clock: still });
    const again = await replayProject(root, { clock: still });
    expect([first.report.source, first.report.summary.synthetic, first.report.exitCode]).toEqual([
      'replay',
      true,
      0,
    ]);
    expect(first.report.summary.targets.every(({ latency }) => (latency.p50Ms ?? 0) > 0)).toBe(true);
    expect(await readJudged(again.folder)).toBe(await readJudged(first.folder));
  });

  it('is as old as the oldest run that is replayed, whenever it is replayed', async () => {
    const root = await writeProject(SMALL);
    const { folder } = await verifyProject(root);
    await recordProject(root, folder);
    const older = '2025-04-01T12:00:00.000Z';
    const lines = await linesOf(root, 'vllm');
    const dated = lines[1]?.replace(/(?<="startedAt":")[^"]+/, older) ?? '';
    await writeLines(root, 'vllm', lines.with(1, dated));
    const both = await readManifest((await replayProject(root)).folder);
    expect([both.recordedAt, askedAt(both)]).toEqual([older, older]);
    const fresh = await readManifest((await replayProject(root, { targets: ['nim'] })).folder);
    expect(askedAt(fresh)).toBe(askedAt(await readManifest(folder)));
  });

  it('says that faults were planted in what it replays, and so does the recording', async () => {
    const root = await writeProject(SMALL);
    const { folder } = await verifyProject(root, { faults: [faultSchema.parse({ answer: 'text' })] });
    const recording = await recordProject(root, folder);
    expect(renderRecording({ ...recording, missing: 0 })).toContain(PLANTED);
    const replayed = await replayProject(root);
    expect([replayed.report.planted, replayed.report.exitCode]).toEqual([1, 1]);
    const sound = await recordProject(root, (await verifyProject(root)).folder);
    expect([sound.planted, (await replayProject(root)).report.planted]).toEqual([0, 0]);
  });

  it('needs no credentials, and takes whatever was recorded where a setting is left to the environment', async () => {
    const root = await recorded({ targets: ['watsonx'] });
    const config = join(root, 'llama-contract.config.yaml');
    const text = await readFile(config, 'utf8');
    await writeFile(config, text.replace('"test-project"', '"${NOBODY_SET_THIS}"'));
    const { report } = await replayProject(root, { targets: ['watsonx'] });
    expect([report.exitCode, report.summary.counts.passed]).toEqual([0, 6]);
  });

  it('leaves what has no cassette missing, and says how to record it', async () => {
    const root = await recorded();
    const lines = await linesOf(root, 'vllm');
    await writeLines(
      root,
      'vllm',
      lines.filter((line) => !/"prompt":"plain-word","mode":"stream"/.test(line)),
    );
    await rm(cassetteOf(root, 'nim'));
    const { problems, onEvent } = listen();
    const { report } = await replayProject(root, { onEvent });
    expect(report.exitCode).toBe(3);
    expect(report.summary.counts).toMatchObject({ planned: 24, passed: 17, missing: 7 });
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^6 exchanges \(nim\/json-note\/send\/1 is the first\) have no cassette/),
      expect.stringMatching(/^vllm\/plain-word\/stream\/1 has no cassette/),
    ]);
    expect(problems[0]?.mend).toBe('npx llama-contract record --target nim --suite small');
  });

  it('finds the places at which a request changed, and judges the old bytes all the same', async () => {
    const root = await recorded();
    const prompts = SUITE.prompts.map((prompt) =>
      prompt.id === 'plain-word' ? { ...prompt, maxOutputTokens: 41 } : prompt,
    );
    await writeFile(join(root, 'suites/small.yaml'), JSON.stringify({ ...SUITE, prompts }));
    const { report, folder } = await replayProject(root, { targets: ['vllm', 'bedrock'] });
    expect(report.exitCode).toBe(1);
    const changed = (await readRecords(folder)).filter(({ reason }) => reason === 'request/changed');
    expect(changed.map((record) => record.case.prompt)).toEqual(Array(4).fill('plain-word'));
    const found = changed.flatMap((record) =>
      record.verdicts.flatMap(({ check, findings }) =>
        check === 'request-unchanged' ? (findings ?? []) : [],
      ),
    );
    expect(new Set(found.map(({ code, pointer }) => `${code} ${pointer}`))).toEqual(
      new Set(['request/changed /inferenceConfig/maxTokens', 'request/changed /max_tokens']),
    );
    expect(found[0]).toMatchObject({ expected: 40, observed: 41 });
    const parity = changed.map(({ verdicts }) => verdicts.find(({ check }) => check === 'parity')?.status);
    expect(parity).toEqual(Array(4).fill('pass'));
  });

  it('finds another model in the address', async () => {
    const root = await recorded({ targets: ['bedrock'] });
    const config = join(root, 'llama-contract.config.yaml');
    const text = await readFile(config, 'utf8');
    await writeFile(config, text.replace('us.meta.llama4-scout-17b', 'us.meta.llama4-maverick-17b'));
    const { folder } = await replayProject(root, { targets: ['bedrock'], prompts: ['plain-word'] });
    const [first] = (await readRecords(folder)).map(({ verdicts }) =>
      verdicts.find(({ check }) => check === 'request-unchanged'),
    );
    expect(first?.findings).toEqual([
      expect.objectContaining({
        code: 'request/changed',
        pointer: '',
        expected: expect.stringMatching(/^POST \/model\/us\.meta\.llama4-scout/),
        observed: expect.stringMatching(/^POST \/model\/us\.meta\.llama4-maverick/),
      }),
    ]);
  });

  it('waits as long as was waited then where a speed is given, divided by it', async () => {
    const root = await recorded({ targets: ['vllm'], prompts: ['plain-word'], modes: ['send'] });
    const waits: number[] = [];
    const { clock } = eagerWorld();
    const counting: Clock = {
      ...clock,
      sleep(ms) {
        waits.push(ms);
        return Promise.resolve();
      },
    };
    const chosen = { targets: ['vllm'], prompts: ['plain-word'], modes: ['send'] as const };
    const { report } = await replayProject(root, { ...chosen, clock: counting, replaySpeed: 4 });
    const [line = ''] = (await linesOf(root, 'vllm')).slice(-1);
    const { headMs, chunkMs }: { headMs: number; chunkMs: readonly number[] } = JSON.parse(line).response;
    const recordedMs = chunkMs.reduce((sum, ms) => sum + ms, headMs);
    expect(waits.reduce((sum, ms) => sum + ms, 0)).toBeCloseTo(recordedMs / 4, 3);
    expect(report.exitCode).toBe(0);
  });
});

describe('a recording', () => {
  it('changes no line where the answers are the same', async () => {
    const root = await recorded();
    const before = await Promise.all(['bedrock', 'vllm'].map((target) => linesOf(root, target)));
    const { folder } = await verifyProject(root);
    const { cassettes } = await recordProject(root, folder);
    expect(cassettes.map(({ recorded: all, same }) => `${same} of ${all}`)).toEqual(Array(4).fill('6 of 6'));
    expect(await Promise.all(['bedrock', 'vllm'].map((target) => linesOf(root, target)))).toEqual(before);
  });

  it('keeps what it did not ask for, and names the command that approves its answers', async () => {
    const root = await recorded();
    const { folder, report } = await verifyProject(root, { targets: ['vllm'], prompts: ['plain-word'] });
    const { cassettes, approving } = await recordProject(root, folder);
    expect(cassettes).toEqual([expect.objectContaining({ target: 'vllm', recorded: 2, kept: 4 })]);
    const { run } = report.identity;
    expect(approving).toEqual([
      expect.stringContaining(`golden approve ${run} --to vllm --target vllm --reason`),
    ]);
  });

  it('has each request once, and beside binary frames what they say, which makes the same bytes', async () => {
    const root = await recorded({ targets: ['bedrock'], repeat: 2 });
    const lines = (await linesOf(root, 'bedrock')).map((line) => JSON.parse(line));
    const requests = lines.filter(({ kind }) => kind === 'request').map(({ sha256 }) => sha256);
    expect(new Set(requests).size).toBe(requests.length);
    expect(lines.filter(({ kind }) => kind === 'exchange')).toHaveLength(12);
    const framed = lines.filter(({ response }) => response?.body.frames !== undefined);
    // A call with tools is sent without streaming there.
    expect(framed).toHaveLength(4);
    for (const { response } of framed) {
      const bytes = Buffer.from(response.body.base64, 'base64');
      expect(writeFrames(response.body.frames).equals(bytes)).toBe(true);
      expect(readFrames(bytes)).toEqual(response.body.frames);
    }
  });

  it('is not made of a replay, nor of what was judged anew', async () => {
    const root = await recorded({ targets: ['vllm'] });
    const { folder } = await replayProject(root, { targets: ['vllm'] });
    await expect(recordProject(root, folder)).rejects.toThrow('replayed what was recorded before it');
  });
});

describe('a cassette', () => {
  it.each<readonly [string, (lines: readonly string[]) => readonly string[], readonly string[]]>([
    ['has a torn line', (lines) => lines.map((line, at) => (at === 3 ? line.slice(0, 99) : line)), [':4']],
    ['is empty', () => [''], ['is empty']],
    ['has lost its head', (lines) => lines.slice(1), ['the first line must say of what it is a cassette']],
    [
      'is of another target and another suite',
      (lines) =>
        lines.map((line, at) => (at === 0 ? line.replace('vllm', 'nim').replace('small', 'big') : line)),
      ['it is a cassette of target nim', 'it is a cassette of suite big'],
    ],
    [
      'is of another prompt',
      (lines) => lines.map((line) => line.replaceAll('"prompt":"plain-word"', '"prompt":"other-word"')),
      ['it is a cassette of prompt other-word, which suite small does not have'],
    ],
    [
      'has a request that was changed',
      (lines) =>
        lines.map((line) => (line.startsWith('{"kind":"request"') ? line.replace('max', 'min') : line)),
      ['is not the hash of the request that stands there'],
    ],
    [
      'has lost a request',
      (lines) => lines.filter((line) => !line.startsWith('{"kind":"request"')),
      ['no line before it has this request'],
    ],
    [
      'has chunks of another body',
      (lines) => lines.map((line) => line.replace(/"chunkEnds":\[/, '"chunkEnds":[0,9999999,')),
      ['its chunks do not end where its body', 'times for'],
    ],
    [
      'has an exchange twice',
      (lines) => [...lines, lines.at(-1) ?? ''],
      ['tool-call/stream/1 stands there a second time'],
    ],
    [
      'is of no known version',
      (lines) => lines.map((line) => line.replace('"schemaVersion":1', '"schemaVersion":9')),
      ['/schemaVersion'],
    ],
  ])('that %s is refused, with every place and how to mend it', async (_what, change, expected) => {
    const root = await recorded({ targets: ['vllm'] });
    await writeLines(root, 'vllm', change(await linesOf(root, 'vllm')));
    const refusal = await replayProject(root, { targets: ['vllm'] }).then(
      () => null,
      (error: unknown) => error,
    );
    if (!(refusal instanceof Error && 'problems' in refusal && Array.isArray(refusal.problems))) {
      throw new Error('it was not refused');
    }
    const problems: readonly Problem[] = refusal.problems;
    const spelt = problems.map(
      ({ file, line, pointer, message }) => `${file ?? ''}:${line ?? ''} ${pointer ?? ''} ${message}`,
    );
    for (const words of expected) expect(spelt.join('\n')).toContain(words);
    for (const { file, line, mend, frame } of problems) {
      if (frame !== null) expect(frame).toMatch(new RegExp(`^> +${line} \\|`, 'm'));
      expect(file).toBe(cassetteOf(root, 'vllm'));
      expect(line).toBeGreaterThan(0);
      expect(mend).toBe('record it again: npx llama-contract record --target vllm --suite small');
    }
  });

  it('whose frames say something else than its bytes is refused', async () => {
    const root = await recorded({ targets: ['bedrock'] });
    const lines = await linesOf(root, 'bedrock');
    await writeLines(
      root,
      'bedrock',
      lines.map((line) => line.replace('\\"assistant\\"', '\\"user\\"')),
    );
    await expect(replayProject(root, { targets: ['bedrock'] })).rejects.toThrow(
      'the frames do not say what the bytes beside them are',
    );
  });
});
