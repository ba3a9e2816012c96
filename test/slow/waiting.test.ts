import { expect, it } from 'vitest';
import type { Fault } from '../../src/contract/wires/fault.ts';
import { CONFIG, SMALL, writeProject } from '../e2e/small-project.ts';
import { runMany } from '../e2e/run-many.ts';
import { verifyProject } from '../e2e/verify-project.ts';

const YEAR_MS = 365 * 24 * 3600 * 1000;
/** Long enough to be told to wait by a machine that does much else. */
const PATIENCE_MS = 4_000;

const ASKS_FOR_A_YEAR: Fault = {
  match: {},
  at: 'headers',
  wire: 'error-body',
  error: { kind: 'rate_limited', retryAfterMs: YEAR_MS },
};

it('a provider that asks for a year is shown as waiting, and the run ends when its time is over', async () => {
  const budgets = { maxDurationMs: PATIENCE_MS };
  const root = await writeProject({ ...SMALL, 'llama-contract.config.yaml': { ...CONFIG, budgets } });
  const pauses: number[] = [];
  let looking: NodeJS.Timeout | undefined;
  const { stopped, report } = await verifyProject(root, {
    targets: ['nim'],
    faults: [ASKS_FOR_A_YEAR],
    onEvent: (event) => {
      if (event.type === 'started') looking = setInterval(() => pauses.push(event.pausedMs('nim')), 20);
    },
  });
  clearInterval(looking);
  expect([stopped, report.exitCode]).toEqual(['maxDurationMs', 3]);
  expect(report.summary.counts.missing).toBeGreaterThan(0);
  expect(Math.max(...pauses)).toBeGreaterThan(1000);
});

it.each(['501', '999999999999', '0'])('--concurrency %s is refused with its bound and why', async (asked) => {
  const cwd = await writeProject();
  const [refused] = await runMany([{ cwd, args: ['verify', '--concurrency', asked] }]);
  expect([refused?.code, refused?.stderr]).toEqual([
    2,
    expect.stringContaining('1 to 500: above that, this process is measured'),
  ]);
});
