import { isTooDeep } from '../json/is-too-deep.ts';
import { parseStrict, type StrictParse } from '../json/parse-strict.ts';
import { parseTolerant, type TolerantParse } from '../json/parse-tolerant.ts';
import { scanJson, type JsonScan } from '../json/scan-json.ts';

/** A text read as JSON, in the two ways that clients do. */
export interface OutputJson {
  readonly strict: StrictParse;
  /** Says the same as `strict` where that is ok. */
  readonly tolerant: TolerantParse;
  readonly tooDeep: boolean;
  /** What the text says and its value does not; null where there was no need to look. */
  readonly scan: JsonScan | null;
}

/** `known` is a text that needs no second look: it was approved. Numbers are listed where any is compared exactly. */
export function parseOutput(text: string, known: string | null = null, wantsNumbers = false): OutputJson {
  const strict = parseStrict(text);
  const tolerant = parseTolerant(text, strict);
  const tooDeep = isTooDeep(text);
  const scan = strict.ok && !tooDeep && text !== known ? scanJson(text, wantsNumbers) : null;
  return { strict, tolerant, tooDeep, scan };
}
