import { ANSWER_CODES } from './findings/answer-codes.ts';
import { ERROR_CODES } from './findings/error-codes.ts';
import type { FindingRow } from './findings/finding-row.ts';
import { GOLDEN_CODES } from './findings/golden-codes.ts';
import { REQUEST_CODES } from './findings/request-codes.ts';
import { SCHEMA_CODES } from './findings/schema-codes.ts';
import { STREAM_CODES } from './findings/stream-codes.ts';
import { TOOL_CODES } from './findings/tool-codes.ts';

const CODES = {
  ...SCHEMA_CODES,
  ...GOLDEN_CODES,
  ...ANSWER_CODES,
  ...TOOL_CODES,
  ...STREAM_CODES,
  ...ERROR_CODES,
  ...REQUEST_CODES,
};

/** The closed set of finding codes. */
export type FindingCode = keyof typeof CODES;

/** Every finding code: what it means, what it weighs, and what a person does about it. */
export const FINDINGS: Readonly<Record<FindingCode, FindingRow>> = CODES;

export function isFindingCode(code: string): code is FindingCode {
  return Object.hasOwn(FINDINGS, code);
}

/** What a code stands for; null for one that a run of another version wrote. */
export function findingRow(code: string): FindingRow | null {
  return isFindingCode(code) ? FINDINGS[code] : null;
}
