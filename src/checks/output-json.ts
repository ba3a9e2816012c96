import type { CanonicalResponse } from '../contract/response.ts';
import { measureDepth } from '../json/measure-depth.ts';
import { parseStrict, type StrictParse } from '../json/parse-strict.ts';
import { parseTolerant, type TolerantParse } from '../json/parse-tolerant.ts';

/** Compiled schemas and structural equality recurse; no answer that a client reads nests deeper than this. */
export const MAX_DEPTH = 512;

export interface OutputJson {
  readonly strict: StrictParse;
  /** Says the same as `strict` where that is ok. */
  readonly tolerant: TolerantParse;
  readonly tooDeep: boolean;
}

const parsed = new WeakMap<object, OutputJson>();

export function parseOutput(text: string): OutputJson {
  const strict = parseStrict(text);
  const tolerant: TolerantParse = strict.ok
    ? { ok: true, value: strict.value, tolerated: [] }
    : parseTolerant(text);
  return { strict, tolerant, tooDeep: text.length > 2 * MAX_DEPTH && measureDepth(text) > MAX_DEPTH };
}

/** The text of a response read as JSON, once for all checks. */
export function outputJson(response: CanonicalResponse): OutputJson {
  const known = parsed.get(response);
  if (known !== undefined) return known;
  const output = parseOutput(response.text);
  parsed.set(response, output);
  return output;
}
