import type { ErrorKind } from '../contract/error-kind.ts';
import type { RunVerdict, Summary } from '../contract/summary.ts';

export interface RunJudgement {
  readonly verdict: RunVerdict;
  readonly exitCode: 0 | 1 | 3;
}

/** Errors that are an answer to the question, not a want of evidence (design, section 7). */
const FAILING: readonly ErrorKind[] = [
  'invalid_request',
  'unsupported_feature',
  'output_limit',
  'malformed_response',
  'stream_interrupted',
];

const PASS: RunJudgement = { verdict: 'pass', exitCode: 0 };
const FAIL: RunJudgement = { verdict: 'fail', exitCode: 1 };
const INCONCLUSIVE: RunJudgement = { verdict: 'inconclusive', exitCode: 3 };

/** The verdict of a run. Nothing passed is never a pass. */
export function judgeRun(summary: {
  readonly counts: Summary['counts'];
  readonly targets: readonly Pick<Summary['targets'][number], 'errorKinds'>[];
}): RunJudgement {
  const { counts, targets } = summary;
  const errored = targets.some(({ errorKinds }) => FAILING.some((kind) => (errorKinds[kind] ?? 0) > 0));
  if (counts.failed > 0 || errored) return FAIL;
  if (counts.errored > 0 || counts.missing > 0 || counts.passed === 0) return INCONCLUSIVE;
  return PASS;
}
