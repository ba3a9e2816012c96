import type { FindingCode } from '../findings.ts';
import type { JsonValue } from '../json-value.ts';

/** One cited defect. What its `code` means stands in the table of findings; `pointer` is a JSON pointer into the output, '' for the whole. */
export interface Finding {
  readonly code: FindingCode;
  readonly pointer: string;
  readonly message: string;
  readonly expected: JsonValue;
  readonly observed: JsonValue;
}

/** A finding in a line: `code pointer: message`. */
export function citeFinding({
  code,
  pointer,
  message,
}: Pick<Finding, 'code' | 'pointer' | 'message'>): string {
  return `${pointer === '' ? code : `${code} ${pointer}`}: ${message}`;
}

/** A note is worth saying and never a failure. */
export type Verdict =
  | { readonly check: string; readonly status: 'pass'; readonly notes: readonly Finding[] }
  | {
      readonly check: string;
      readonly status: 'fail';
      readonly findings: readonly Finding[];
      readonly notes: readonly Finding[];
    }
  | {
      readonly check: string;
      /** It could not be found out whether it passes. */
      readonly status: 'inconclusive';
      readonly findings: readonly Finding[];
      readonly notes: readonly Finding[];
    }
  | { readonly check: string; readonly status: 'skip'; readonly reason: string };

export type FoundVerdict = Extract<Verdict, { readonly findings: readonly Finding[] }>;

export function foundSomething(verdict: Verdict): verdict is FoundVerdict {
  return 'findings' in verdict;
}
