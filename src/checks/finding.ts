import type { FindingCode } from '../contract/findings.ts';
import type { Finding } from '../contract/exchanges/verdict.ts';
import { isJsonArray, isJsonObject, type JsonValue } from '../json/json-value.ts';

/** A finding said as a note where its code is a failure elsewhere. Whoever makes it says why. */
export interface Note {
  readonly noted: Finding;
}

/** Why a check has nothing to judge. */
export interface Skip {
  readonly skip: string;
}

/** What a check gives: all that it found, or why it did not look. */
export type CheckResult = readonly (Finding | Note)[] | Skip;

export const NOTHING: readonly Finding[] = [];

export function skip(reason: string): Skip {
  return { skip: reason };
}

export const NO_RESPONSE: Skip = skip('no response');
export const NO_GOLDEN: Skip = skip('no golden');

/** One cited defect. Values are shortened: a finding cites, the exchange keeps the whole. */
export function finding(
  code: FindingCode,
  pointer: string,
  message: string,
  expected: JsonValue = null,
  observed: JsonValue = null,
): Finding {
  return { code, pointer, message, expected: describeValue(expected), observed: describeValue(observed) };
}

const MAX_CHARS = 160;
const MAX_ITEMS = 20;

/** A number beyond all doubles is said to be that: JSON has no word for it but null, which is another value. */
function nameNumber(value: JsonValue): JsonValue {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

/** A value small enough to cite: scalars shortened, lists of scalars kept, what nests deeper named by its type. */
function describeValue(value: JsonValue): JsonValue {
  return isJsonArray(value) ? value.slice(0, MAX_ITEMS).map(shorten) : shorten(value);
}

function shorten(value: JsonValue): JsonValue {
  if (isJsonArray(value)) return `array of ${value.length}`;
  if (isJsonObject(value)) return 'object';
  return typeof value === 'string' && value.length > MAX_CHARS
    ? `${value.slice(0, MAX_CHARS)}…`
    : nameNumber(value);
}
