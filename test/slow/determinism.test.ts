import { beforeAll, describe, expect, it } from 'vitest';
import type { Fault } from '../../src/contract/wires/fault.ts';
import { BUNDLED } from '../e2e/run-cli.ts';
import { writeProject } from '../e2e/small-project.ts';
import { readJudged, verifyProject, type VerifyChanges } from '../e2e/verify-project.ts';

/** Faults by lot, and faults that make retries. */
const FAULTS: readonly Fault[] = [
  { match: { target: 'watsonx', share: 0.5 }, at: 'headers', answer: 'finish', value: 'length' },
  {
    match: { target: 'bedrock', nth: 1 },
    at: 'headers',
    wire: 'error-body',
    error: { kind: 'rate_limited' },
  },
  { match: { target: 'nim', share: 0.3, seed: 7 }, at: { part: 1 }, wire: 'reset' },
];

let root = '';
beforeAll(async () => {
  root = await writeProject();
});

async function judged(changes: VerifyChanges): Promise<string> {
  const { folder } = await verifyProject(root, { faults: FAULTS, ...changes });
  return readJudged(folder);
}

describe('one seed', () => {
  it('gives one summary, byte for byte outside its block of times', async () => {
    const first = await judged({});
    expect(await judged({})).toBe(first);
    expect(first).toContain('"verdict": "fail"');
  });

  it('gives one summary whatever runs side by side', async () => {
    const alone = await judged({ concurrency: 1 });
    expect(await judged({ concurrency: 16 })).toBe(alone);
  });

  it('decides what another seed decides otherwise', async () => {
    const summaries = await Promise.all([1, 2, 3].map((seed) => judged({ seed })));
    expect(new Set(summaries.map((text) => text.replace(/"seed": \d+/, ''))).size).toBeGreaterThan(1);
  });

  it('gives one summary of a bundled suite', async () => {
    const bundled = { config: BUNDLED, suites: ['support-bot'], tags: ['core'], faults: [] };
    const first = await judged(bundled);
    expect(await judged({ ...bundled, concurrency: 3 })).toBe(first);
    expect(first).toContain('"verdict": "pass"');
  });
});
