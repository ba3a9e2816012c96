import type { JsonValue } from './json-value.ts';
import { locateError } from './locate-error.ts';
import { parseJson } from './parse-json.ts';

/** `at` is the 0-based offset of the first character that is wrong; the text's length when it ended too early. */
export type StrictParse =
  | { readonly ok: true; readonly value: JsonValue }
  | { readonly ok: false; readonly message: string; readonly at: number };

/** RFC 8259 and nothing else around it. */
export function parseStrict(text: string): StrictParse {
  try {
    return { ok: true, value: parseJson(text) };
  } catch {
    return { ok: false, ...(locateError(text) ?? { message: 'not JSON', at: 0 }) };
  }
}
