import type { ErrorKind } from '../contract/errors/error-kind.ts';
import { EXIT_CODES } from '../contract/exit-code.ts';
import type { Exchange } from '../contract/exchanges/exchange.ts';
import type { RunVerdict, Summary } from '../contract/runs/summary.ts';

export interface RunJudgement {
  readonly verdict: RunVerdict;
  readonly exitCode: (typeof EXIT_CODES)[RunVerdict];
}

/** Errors that are an answer to the question, not a want of evidence (design, section 7). */
const BREAKING: ReadonlySet<ErrorKind> = new Set([
  'invalid_request',
  'unsupported_feature',
  'output_limit',
  'context_overflow',
  'payload_too_large',
  'malformed_response',
  'stream_interrupted',
]);

/**
 * Whether an exchange that ended with an error nothing expected broke its contract by it. A model may fail once; one
 * that fails at every attempt does not serve the prompt.
 */
export function breaksByError({ outcome, attempts }: Pick<Exchange, 'outcome' | 'attempts'>): boolean {
  if (outcome.type !== 'error') return false;
  const { kind } = outcome.error;
  if (kind !== 'model_error') return BREAKING.has(kind);
  return attempts.every(({ error }) => error?.kind === kind);
}

const PASS: RunJudgement = { verdict: 'pass', exitCode: EXIT_CODES.pass };
const FAIL: RunJudgement = { verdict: 'fail', exitCode: EXIT_CODES.fail };
const INCONCLUSIVE: RunJudgement = { verdict: 'inconclusive', exitCode: EXIT_CODES.inconclusive };

/** The verdict of a run. Nothing passed is never a pass, overall or of anything that was asked for. */
export function judgeRun(summary: {
  readonly counts: Summary['counts'];
  readonly unpassed: Summary['unpassed'];
  readonly stale: Summary['stale'];
  readonly targets: readonly Pick<Summary['targets'][number], 'broken'>[];
}): RunJudgement {
  const { counts, targets, unpassed, stale } = summary;
  if (targets.some(({ broken }) => broken > 0)) return FAIL;
  const open = counts.errored + counts.unproven + counts.missing;
  const isOpen = open > 0 || counts.passed === 0 || unpassed.length > 0 || stale.length > 0;
  return isOpen ? INCONCLUSIVE : PASS;
}
