import type { CanonicalResponse } from '../contract/response.ts';
import { isTooDeep } from '../json/is-too-deep.ts';
import { parseStrict, type StrictParse } from '../json/parse-strict.ts';
import { parseTolerant, type TolerantParse } from '../json/parse-tolerant.ts';

export interface OutputJson {
  readonly strict: StrictParse;
  /** Says the same as `strict` where that is ok. */
  readonly tolerant: TolerantParse;
  readonly tooDeep: boolean;
}

interface Parsed {
  readonly response: CanonicalResponse;
  readonly output: OutputJson;
}

/** What was asked for last: an exchange's answer and its sibling's. A WeakMap would carry every answer through a collection. */
let latest: Parsed | null = null;
let before: Parsed | null = null;

export function parseOutput(text: string): OutputJson {
  const strict = parseStrict(text);
  const tolerant: TolerantParse = strict.ok
    ? { ok: true, value: strict.value, tolerated: [] }
    : parseTolerant(text);
  return { strict, tolerant, tooDeep: isTooDeep(text) };
}

/** The text of a response read as JSON, once for all checks. */
export function outputJson(response: CanonicalResponse): OutputJson {
  if (latest?.response === response) return latest.output;
  if (before?.response === response) return before.output;
  before = latest;
  latest = { response, output: parseOutput(response.text) };
  return latest.output;
}
