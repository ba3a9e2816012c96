import type { JsonValue } from '../contract/json-value.ts';
import type { Finding, Verdict } from '../contract/exchanges/verdict.ts';
import type { Redact } from '../contract/world.ts';

/** Findings quote what a model said, and reports quote findings: both without secrets. */
export function redactFindings(verdicts: readonly Verdict[], redact: Redact): readonly Verdict[] {
  const clean = (finding: Finding): Finding => ({
    ...finding,
    // It names keys, and those of an answer are the model's.
    pointer: redact(finding.pointer),
    message: redact(finding.message),
    expected: cleanValue(finding.expected, redact),
    observed: cleanValue(finding.observed, redact),
  });
  return verdicts.map((verdict) => {
    if (verdict.status === 'skip' || citesNothing(verdict)) return verdict;
    const notes = verdict.notes.map(clean);
    return verdict.status === 'pass'
      ? { ...verdict, notes }
      : { ...verdict, notes, findings: verdict.findings.map(clean) };
  });
}

function cleanValue(value: JsonValue, redact: Redact): JsonValue {
  const text = JSON.stringify(value);
  const redacted = redact(text);
  // What is not JSON any more after the masking is quoted as the text that it is.
  return redacted === text ? value : redacted;
}

function citesNothing(verdict: Exclude<Verdict, { status: 'skip' }>): boolean {
  return verdict.status === 'pass' && verdict.notes.length === 0;
}
