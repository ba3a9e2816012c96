import type { JsonValue } from './json-value.ts';
import { locateError } from './locate-error.ts';
import { parseJson } from './parse-json.ts';

/** `at` is the 0-based offset of the first character that is wrong; the text's length when it ended too early. */
export type StrictParse =
  | { readonly ok: true; readonly value: JsonValue }
  | { readonly ok: false; readonly message: string; readonly at: number };

/** What a text is as JSON, for whom it is enough that it is none: null. Where it breaks is not looked for. */
export function parseIfJson(text: string): { readonly value: JsonValue } | null {
  try {
    return { value: parseJson(text) };
  } catch {
    return null;
  }
}

/** RFC 8259 and nothing else around it. */
export function parseStrict(text: string): StrictParse {
  const parsed = parseIfJson(text);
  if (parsed !== null) return { ok: true, value: parsed.value };
  return { ok: false, ...(locateError(text) ?? { message: 'not JSON', at: 0 }) };
}
