import type { Check, CheckCase, Finding, Verdict } from '../../src/contract/verdict.ts';
import { buildCase } from '../build-exchange.ts';

/** One line a verdict: `pass`, `skip: why`, or the findings as `code pointer`. */
export function readVerdict(verdict: Verdict): string {
  if (verdict.status === 'pass') return 'pass';
  if (verdict.status === 'skip') return `skip: ${verdict.reason}`;
  return verdict.findings.map(({ code, pointer }) => `${code} ${pointer}`.trim()).join(', ');
}

export function readNotes(verdict: Verdict): string {
  return verdict.status === 'skip' ? '' : verdict.notes.map(({ code }) => code).join(', ');
}

export function judge(check: Check, differs: Partial<CheckCase>): string {
  return readVerdict(check.judge(buildCase(differs)));
}

export function findingsOf(check: Check, differs: Partial<CheckCase>): readonly Finding[] {
  const verdict = check.judge(buildCase(differs));
  return verdict.status === 'fail' ? verdict.findings : [];
}
