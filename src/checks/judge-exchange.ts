import { findingRow } from '../contract/findings.ts';
import type { FindingRow } from '../contract/findings/finding-row.ts';
import type { Finding, Verdict } from '../contract/exchanges/verdict.ts';
import type { Case } from './case.ts';
import { NO_RESPONSE, type CheckResult } from './finding.ts';
import { outputSchema } from './output-schema.ts';
import type { PreparedPrompt } from './prepare-prompt.ts';
import type { Answer } from './read-answer.ts';
import { CHECKS, type CheckRow } from './registry.ts';

const NO_NOTES: readonly Finding[] = [];
const NEVER: NonNullable<CheckRow['unless']> = [];
const ALONE = CHECKS.filter(({ alone }) => alone === true);

/** The verdict of every check on one exchange. */
export function judgeExchange(subject: Case): readonly Verdict[] {
  return CHECKS.map((row) => judgeBy(row, subject));
}

/** What can be said of an exchange by itself: nothing is known of what it should have been. */
export function judgeAlone(subject: Case): readonly Verdict[] {
  return ALONE.map((row) => judgeBy(row, subject));
}

/** Whether an answer, as it was read, fails by its form: what every other check says of it makes it no better. */
export function failsByForm(prepared: PreparedPrompt, { response, json, output }: Answer): boolean {
  if (response === null) return false;
  return verdictOf('output-schema', outputSchema({ prepared, response, json, output })).status === 'fail';
}

export function judgeBy(row: CheckRow, subject: Case): Verdict {
  return verdictOf(row.name, resultOf(row, subject));
}

function resultOf(row: CheckRow, subject: Case): CheckResult {
  for (const exclude of row.unless ?? NEVER) {
    const excluded = exclude(subject);
    if (excluded !== null) return excluded;
  }
  if (row.needs === 'exchange') return row.check(subject);
  return subject.response === null ? NO_RESPONSE : row.check(subject);
}

/** A failure when a finding weighs, inconclusive when one is in doubt, else a pass. */
function verdictOf(check: string, result: CheckResult): Verdict {
  if ('skip' in result) return { check, status: 'skip', reason: result.skip };
  if (result.length === 0) return { check, status: 'pass', notes: NO_NOTES };
  const weighed: Record<FindingRow['weight'], Finding[]> = { finding: [], doubt: [], note: [] };
  for (const found of result) {
    if ('noted' in found) weighed.note.push(found.noted);
    else weighed[weightOf(found)].push(found);
  }
  const { finding: findings, doubt: doubts, note: notes } = weighed;
  if (findings.length > 0) return { check, status: 'fail', findings, notes: [...notes, ...doubts] };
  return doubts.length > 0
    ? { check, status: 'inconclusive', findings: doubts, notes }
    : { check, status: 'pass', notes };
}

/** A code that a run of another version wrote may not stand in the table: it weighs. */
function weightOf({ code }: Finding): FindingRow['weight'] {
  return findingRow(code)?.weight ?? 'finding';
}
