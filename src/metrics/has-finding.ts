import type { Verdict } from '../contract/verdict.ts';

export function hasFinding(verdicts: readonly Verdict[], code: string): boolean {
  return verdicts.some(
    (verdict) => verdict.status === 'fail' && verdict.findings.some((finding) => finding.code === code),
  );
}
