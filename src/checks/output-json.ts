import { isTooDeep } from '../json/is-too-deep.ts';
import { parseStrict, type StrictParse } from '../json/parse-strict.ts';
import { parseTolerant, type TolerantParse } from '../json/parse-tolerant.ts';

/** A text read as JSON, in the two ways that clients do. */
export interface OutputJson {
  readonly strict: StrictParse;
  /** Says the same as `strict` where that is ok. */
  readonly tolerant: TolerantParse;
  readonly tooDeep: boolean;
}

export function parseOutput(text: string): OutputJson {
  const strict = parseStrict(text);
  const tolerant: TolerantParse = strict.ok
    ? { ok: true, value: strict.value, tolerated: [] }
    : parseTolerant(text);
  return { strict, tolerant, tooDeep: isTooDeep(text) };
}
