import { expect, test } from 'vitest';
import { ERROR_KINDS, type ErrorKind } from '../../src/contract/error-kind.ts';
import type { Counts } from '../../src/contract/summary.ts';
import { judgeRun } from '../../src/metrics/judge-run.ts';

function runOf(counts: Partial<Counts>, kind: ErrorKind | null = null) {
  const whole = { planned: 0, passed: 0, failed: 0, errored: 0, skipped: 0, missing: 0, ...counts };
  return judgeRun({
    counts: whole,
    targets: [{ errorKinds: {} }, { errorKinds: kind === null ? {} : { [kind]: 1 } }],
  });
}

const PASS = { verdict: 'pass', exitCode: 0 };
const FAIL = { verdict: 'fail', exitCode: 1 };
const INCONCLUSIVE = { verdict: 'inconclusive', exitCode: 3 };

test.each<[string, Partial<Counts>, object]>([
  ['all passed', { passed: 3 }, PASS],
  ['passed but for the skipped', { passed: 1, skipped: 2 }, PASS],
  ['one failed', { passed: 2, failed: 1 }, FAIL],
  ['failed weighs more than missing', { failed: 1, missing: 1, errored: 1 }, FAIL],
  ['one missing', { passed: 2, missing: 1 }, INCONCLUSIVE],
  ['one errored', { passed: 2, errored: 1 }, INCONCLUSIVE],
  ['all skipped', { skipped: 3 }, INCONCLUSIVE],
  ['nothing planned', {}, INCONCLUSIVE],
])('%s', (_, counts, expected) => {
  expect(runOf(counts)).toEqual(expected);
});

test('of the error kinds exactly these fail a run, the others leave it open', () => {
  const failing = ERROR_KINDS.filter((kind) => runOf({ passed: 1, errored: 1 }, kind).verdict === 'fail');
  expect(failing).toEqual([
    'invalid_request',
    'output_limit',
    'unsupported_feature',
    'stream_interrupted',
    'malformed_response',
  ]);
});
