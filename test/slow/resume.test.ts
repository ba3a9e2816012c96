import { appendFile, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { caseText } from '../../src/contract/exchanges/case-id.ts';
import type { Fault } from '../../src/contract/wires/fault.ts';
import type { ExchangeRecord } from '../../src/contract/exchanges/record.ts';
import { SMALL, SUITE, writeProject } from '../e2e/small-project.ts';
import { readIds, readJudged, type VerifyChanges, verifyProject } from '../e2e/verify-project.ts';

const FAULTS: readonly Fault[] = [
  { match: { target: 'nim', prompt: 'json-note' }, at: 'headers', answer: 'drop-key', pointer: '/kind' },
  { match: { target: 'vllm', nth: 1 }, at: 'headers', wire: 'error-body', error: { kind: 'overloaded' } },
];

const REPEATED: readonly Fault[] = [{ match: { target: 'vllm' }, at: 'headers', wire: 'repeat-request-id' }];

let root = '';
beforeAll(async () => {
  root = await writeProject();
});

/** A run that is stopped once so many exchanges stand. */
async function stopAfter(records: number, changes: VerifyChanges): Promise<string> {
  const controller = new AbortController();
  let seen = 0;
  const { interrupted, folder } = await verifyProject(root, {
    ...changes,
    concurrency: 1,
    signal: controller.signal,
    onEvent: ({ type }) => {
      if (type === 'recorded') seen += 1;
      if (seen >= records) controller.abort(new Error('enough'));
    },
  });
  expect(interrupted).toBe(true);
  return folder;
}

/** A killed process seals nothing. */
async function stopUnsealed(records: number, changes: VerifyChanges): Promise<string> {
  const folder = await stopAfter(records, changes);
  await rm(join(folder, 'summary.json'));
  return folder;
}

async function readTimes(folder: string): Promise<{ durationMs: number }> {
  const { times } = JSON.parse(await readFile(join(folder, 'summary.json'), 'utf8'));
  return times;
}

/** How long the exchanges took that stand in a run, from the first that was wanted to the last that came. */
async function spanOf(folder: string, from: number, to: number): Promise<number> {
  const exchanges = (await linesOf(folder))
    .trimEnd()
    .split('\n')
    .slice(from, to)
    .map((line) => JSON.parse(line).exchange);
  const ended = exchanges.map(({ attempts }) => attempts.at(-1).lastByteMs);
  return Math.max(...ended) - Math.min(...exchanges.map(({ enqueuedMs }) => enqueuedMs));
}

const linesOf = (folder: string): Promise<string> => readFile(join(folder, 'exchanges.jsonl'), 'utf8');

describe('a run that is gone on with', () => {
  it.each([
    ['asked once', { faults: FAULTS }, 24],
    ['asked three times', { repeat: 3 }, 72],
    ['whose provider repeats its request ids', { faults: REPEATED, concurrency: 1 }, 24],
  ])('comes to what an uninterrupted one comes to, %s', async (_name, changes, planned) => {
    const whole = await verifyProject(root, changes);
    const folder = await stopAfter(planned / 3, changes);
    const before = await linesOf(folder);
    const resumed = await verifyProject(root, { ...changes, resume: folder });
    const after = await linesOf(folder);
    expect(after.startsWith(before)).toBe(true);
    const ids = await readIds(folder);
    expect([ids.length, new Set(ids).size]).toEqual([planned, planned]);
    expect(resumed.folder).toBe(folder);
    expect(await readJudged(folder)).toBe(await readJudged(whole.folder));
  });

  it('loses nothing but the torn last line', async () => {
    const folder = await stopUnsealed(8, {});
    const before = await linesOf(folder);
    await truncate(join(folder, 'exchanges.jsonl'), Buffer.byteLength(before) - 100);
    const kept = before.slice(0, before.trimEnd().lastIndexOf('\n') + 1);
    const called: string[] = [];
    const { report } = await verifyProject(root, {
      resume: folder,
      onEvent: (event) => {
        if (event.type === 'recorded') called.push(caseText(event.record.case));
      },
    });
    expect((await linesOf(folder)).startsWith(kept)).toBe(true);
    expect(called.length).toBe(24 - kept.trimEnd().split('\n').length);
    expect(report.summary.counts).toMatchObject({ planned: 24, passed: 24, missing: 0 });
  });

  it('holds a half that is asked again against the other, which stands', async () => {
    const folder = await stopUnsealed(12, {});
    const lines = (await linesOf(folder)).trimEnd().split('\n');
    const kept = lines.filter((line) => !line.includes('"mode":"stream"'));
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.length).toBeLessThan(lines.length);
    await writeFile(join(folder, 'exchanges.jsonl'), kept.map((line) => `${line}\n`).join(''));
    const again: ExchangeRecord[] = [];
    await verifyProject(root, {
      resume: folder,
      onEvent: (event) => {
        if (event.type === 'recorded') again.push(event.record);
      },
    });
    expect(again).toHaveLength(24 - kept.length);
    // One of the twelve is downgraded, and there is nothing to compare.
    const streams = again.filter(({ exchange }) => exchange?.servedAs === 'stream');
    const parity = streams.map(
      ({ verdicts }) => verdicts.find(({ check }) => check === 'stream-parity')?.status,
    );
    expect(parity).toEqual(Array.from({ length: 11 }, () => 'pass'));
  });

  it('took the time of all its legs, and not that between them', async () => {
    const folder = await stopAfter(8, {});
    const first = (await readTimes(folder)).durationMs;
    const kept = (await linesOf(folder)).trimEnd().split('\n').length;
    await setTimeout(400);
    const startedMs = performance.now();
    const { report } = await verifyProject(root, { resume: folder });
    const tookMs = performance.now() - startedMs;
    const { durationMs, throughput } = report.identity;
    // Of each leg counts what stands in its records at least: it began before them, and ended after them.
    const spans = [await spanOf(folder, 0, kept), await spanOf(folder, kept, 24)] as const;
    expect(Math.min(...spans)).toBeGreaterThan(0);
    expect(durationMs).toBeGreaterThanOrEqual(spans[0] + spans[1]);
    expect(durationMs).toBeLessThan(first + tookMs);
    expect(throughput).toBeCloseTo((24 * 1000) / durationMs, 6);
    const { legs } = JSON.parse(await readFile(join(folder, 'run.json'), 'utf8'));
    expect(legs).toEqual([
      { records: 0, startedAt: report.identity.startedAt },
      { records: expect.any(Number), startedAt: expect.stringMatching(/Z$/) },
    ]);
    const again = await verifyProject(root, { resume: folder });
    expect(again.report.identity.durationMs).toBeGreaterThanOrEqual(spans[0] + spans[1]);
  });

  it('calls nothing when nothing is left to call', async () => {
    const whole = await verifyProject(root);
    const before = await linesOf(whole.folder);
    const judged = await readJudged(whole.folder);
    const again = await verifyProject(root, { resume: whole.report.identity.run });
    expect(await linesOf(whole.folder)).toBe(before);
    expect(await readJudged(again.folder)).toBe(judged);
    expect(again.report.exitCode).toBe(0);
  });

  it('is refused when it asks for other prompts, however alike they look', async () => {
    const prompts = SUITE.prompts.map((prompt) => ({ ...prompt, tags: [prompt.id, 'core'] }));
    const other = await writeProject({ ...SMALL, 'suites/small.yaml': { ...SUITE, prompts } });
    const { folder } = await verifyProject(other, { tags: ['json-note'] });
    const again = verifyProject(other, { tags: ['tool-call'], resume: folder });
    await expect(again).rejects.toThrow(/the selection of prompts changed since it began/);
  });

  it('is refused by another version, which would judge by other rules', async () => {
    const folder = await stopAfter(8, {});
    const versions = { 'llama-contract': 'newer' };
    await expect(verifyProject(root, { resume: folder, versions })).rejects.toThrow(
      /the version of llama-contract changed since it began \(test, now newer\)/,
    );
  });

  it('is refused when a line of another run stands in it', async () => {
    const folder = await stopUnsealed(8, {});
    const stranger = await stopUnsealed(40, { repeat: 3 });
    const line = (await linesOf(stranger)).split('\n').find((each) => each.includes('"repetition":2'));
    await appendFile(join(folder, 'exchanges.jsonl'), `${line ?? ''}\n`);
    await expect(verifyProject(root, { resume: folder })).rejects.toThrow(/which it never planned/);
  });

  it('is refused when its lines were changed by hand', async () => {
    const folder = await stopUnsealed(8, {});
    const lines = await linesOf(folder);
    await writeFile(join(folder, 'exchanges.jsonl'), lines.replace('"passed"', '"failed"'));
    await expect(verifyProject(root, { resume: folder })).rejects.toThrow(/exchanges\.jsonl:\d+/);
  });
});
