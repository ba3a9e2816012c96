import type { JsonValue } from './json-value.ts';
import { locateError } from './locate-error.ts';
import { parseOrUndefined } from './read.ts';

/** `at` is the 0-based offset of the first character that is wrong; the text's length when it ended too early. */
export type StrictParse =
  | { readonly ok: true; readonly value: JsonValue }
  | { readonly ok: false; readonly message: string; readonly at: number };

/** RFC 8259 and nothing else around it. */
export function parseStrict(text: string): StrictParse {
  const value = parseOrUndefined(text);
  if (value !== undefined) return { ok: true, value };
  return { ok: false, ...(locateError(text) ?? { message: 'not JSON', at: 0 }) };
}
