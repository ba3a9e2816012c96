import type { JsonValue } from '../contract/json-value.ts';
import type { Finding, Verdict } from '../contract/verdict.ts';
import { describeValue } from './describe-value.ts';

const NO_NOTES: readonly Finding[] = [];

/** One cited defect. Values are shortened: a finding cites, the exchange keeps the whole. */
export function finding(
  code: string,
  pointer: string,
  message: string,
  expected: JsonValue = null,
  observed: JsonValue = null,
): Finding {
  return { code, pointer, message, expected: describeValue(expected), observed: describeValue(observed) };
}

/** A failure when anything was found, else a pass. */
export function verdictOf(
  check: string,
  findings: readonly Finding[],
  notes: readonly Finding[] = NO_NOTES,
): Verdict {
  return findings.length === 0
    ? { check, status: 'pass', notes }
    : { check, status: 'fail', findings, notes };
}

export function skip(check: string, reason: string): Verdict {
  return { check, status: 'skip', reason };
}
