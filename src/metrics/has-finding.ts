import type { FindingCode } from '../contract/findings.ts';
import type { Verdict } from '../contract/exchanges/verdict.ts';

export function hasFinding(verdicts: readonly Verdict[], code: FindingCode): boolean {
  return verdicts.some(
    (verdict) => verdict.status === 'fail' && verdict.findings.some((finding) => finding.code === code),
  );
}
