import type { JsonValue } from './json-value.ts';
import { parseJson } from './parse-json.ts';

/** Total reads of values nobody vouches for: each returns null instead of throwing or guessing. */

export type UnknownRecord = { readonly [key: string]: unknown };

export function isRecord(value: unknown): value is UnknownRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function recordAt(value: unknown, key: string): UnknownRecord | null {
  if (!isRecord(value)) return null;
  const found = value[key];
  return isRecord(found) ? found : null;
}

export function arrayAt(value: unknown, key: string): readonly unknown[] | null {
  if (!isRecord(value)) return null;
  const found = value[key];
  return Array.isArray(found) ? found : null;
}

export function stringAt(value: unknown, key: string): string | null {
  if (!isRecord(value)) return null;
  const found = value[key];
  return typeof found === 'string' ? found : null;
}

export function numberAt(value: unknown, key: string): number | null {
  if (!isRecord(value)) return null;
  const found = value[key];
  return typeof found === 'number' && Number.isFinite(found) ? found : null;
}

/** No answer has so many tokens: a sum of such counts would be no whole number any more, and nothing could be read back. */
const MOST_COUNTED = 1e9;

/** A count of tokens or of parts: a non-negative integer that can be one, else null. */
export function countAt(value: unknown, key: string): number | null {
  const found = numberAt(value, key);
  return found !== null && Number.isInteger(found) && found >= 0 && found <= MOST_COUNTED ? found : null;
}

/** What a JSON value ends with, and blanks after it. RFC 8259, section 2. */
const ENDS = '}]"0123456789el \t\n\r';

/** The parsed value, or undefined when the text is not one JSON value. Most that were cut are known by their last character. */
export function parseOrUndefined(text: string): JsonValue | undefined {
  if (!ENDS.includes(text.slice(-1))) return undefined;
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
