import { judgeBy } from '../../src/checks/judge-exchange.ts';
import { CHECKS } from '../../src/checks/registry.ts';
import type { Finding, Verdict } from '../../src/contract/exchanges/verdict.ts';
import { buildCase, type CaseParts } from '../build-exchange.ts';

/** One line a verdict: `pass`, `skip: why`, or the findings as `code pointer`. */
export function readVerdict(verdict: Verdict): string {
  if (verdict.status === 'pass') return 'pass';
  if (verdict.status === 'skip') return `skip: ${verdict.reason}`;
  return verdict.findings.map(({ code, pointer }) => `${code} ${pointer}`.trim()).join(', ');
}

export function readNotes(verdict: Verdict): string {
  return verdict.status === 'skip' ? '' : verdict.notes.map(({ code }) => code).join(', ');
}

/** The verdict of the check of that name. */
export function verdictOf(check: string, differs: Partial<CaseParts>): Verdict {
  const row = CHECKS.find(({ name }) => name === check);
  if (row === undefined) throw new Error(`no check ${check}`);
  return judgeBy(row, buildCase(differs));
}

export function judge(check: string, differs: Partial<CaseParts>): string {
  return readVerdict(verdictOf(check, differs));
}

export function findingsOf(check: string, differs: Partial<CaseParts>): readonly Finding[] {
  const verdict = verdictOf(check, differs);
  return verdict.status === 'fail' ? verdict.findings : [];
}
