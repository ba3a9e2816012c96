import { expect, it } from 'vitest';
import { faultSchema } from '../../src/contract/wires/fault.ts';
import { writeProject } from '../e2e/small-project.ts';
import { verifyProject } from '../e2e/verify-project.ts';

const PLACES = [{ part: 0 }, { part: 1 }, 'after-finish'] as const;
const KINDS = ['rate_limited', 'overloaded'] as const;

it.each(KINDS.flatMap((kind) => PLACES.map((at) => ({ kind, at }))))(
  'a stream that is accepted and then told $kind ($at) proves nothing, as one that is told so before it',
  async ({ kind, at }) => {
    const fault = { match: { mode: 'stream' }, wire: 'exception', error: { kind } };
    const cwd = await writeProject();
    const within = await verifyProject(cwd, { faults: [faultSchema.parse({ ...fault, at })] });
    const before = await verifyProject(cwd, { faults: [faultSchema.parse({ ...fault, at: 'headers' })] });
    for (const { report } of [before, within]) {
      expect(report.exitCode).toBe(3);
      expect(report.summary.counts.failed).toBe(0);
      expect(report.summary.counts.errored).toBeGreaterThan(0);
    }
    expect(within.report.summary.targets.map(({ errorKinds }) => errorKinds)).toEqual(
      before.report.summary.targets.map(({ errorKinds }) => errorKinds),
    );
  },
);
