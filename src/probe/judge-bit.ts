import type { BitGround, BitVerdict, CapabilityBit } from '../contract/probe/capability-file.ts';
import type { ErrorKind } from '../contract/errors/error-kind.ts';
import type { Answered, Bit, Plain, ProbeAnswer } from './bit.ts';

/** Errors that answer the question. Any other is an outage, a wrong key or a mishap, and refutes nothing. */
const REFUSALS: ReadonlySet<ErrorKind> = new Set([
  'invalid_request',
  'unsupported_feature',
  'payload_too_large',
  'context_overflow',
  'output_limit',
]);

export interface BitJudgement {
  readonly verdict: BitVerdict;
  readonly ground: BitGround;
}

const VERDICTS: Readonly<Record<BitGround, BitVerdict>> = {
  obeyed: 'proved',
  ignored: 'refuted',
  refused: 'refuted',
  'not-carried': 'refuted',
  unclear: 'unknown',
  'no-answer': 'unknown',
  'not-asked': 'unknown',
  unpaid: 'unknown',
};

export function isRefusal(answer: ProbeAnswer): boolean {
  return answer.error !== null && REFUSALS.has(answer.error.kind);
}

/** What the answers to a bit's trials say so far; null while the next trial is needed. */
export function judgeBit(bit: Bit, answers: readonly ProbeAnswer[], plain: Plain): BitJudgement | null {
  const ground = groundOf(bit, answers, plain);
  return ground === null ? null : { ground, verdict: VERDICTS[ground] };
}

function groundOf(bit: Bit, answers: readonly ProbeAnswer[], plain: Plain): BitGround | null {
  if (answers.some(({ losses }) => losses.some(({ field }) => field === bit.field))) return 'not-carried';
  if (answers.some(isRefusal)) return 'refused';
  const whole = answers.filter((answer): answer is Answered => answer.response !== null);
  if (whole.length < answers.length) return 'no-answer';
  if (whole.length === 0) return null;
  const reading = bit.read(whole, plain);
  return reading === 'more' ? null : reading;
}

/** A bit that was not asked: for what it rests on is not proved, or for the budget or the time ended before it. */
export function notAsked(
  bit: Bit,
  ground: Extract<BitGround, 'not-asked' | 'unpaid'>,
  why: string,
): CapabilityBit {
  return rowOf(bit, { ground, verdict: VERDICTS[ground] }, [], why);
}

/** The row of a bit that was asked. `shown` is what came last, ready to be kept. */
export function rowOf(
  bit: Bit,
  { verdict, ground }: BitJudgement,
  answers: readonly ProbeAnswer[],
  shown: string,
): CapabilityBit {
  const exchanges = answers.map(({ exchange }) => exchange);
  return { bit: bit.id, area: bit.area, verdict, ground, asked: bit.asks, answered: shown, exchanges };
}
