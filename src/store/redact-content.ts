import type { Redact } from '../contract/world.ts';
import { parseOrUndefined } from '../json/read.ts';

/** Serialises a value with every secret masked, and never as broken JSON, whatever the secrets look like. */
export function redactContent(value: object, redact: Redact, indent = 0): string {
  const text = JSON.stringify(value, null, indent);
  const redacted = redact(text);
  return redacted === text || isJson(redacted)
    ? redacted
    : JSON.stringify(redactStrings(value, redact), null, indent);
}

/** The text of a value with every secret masked, and the value that this text is of. */
export function redactValue(
  value: object,
  redact: Redact,
): { readonly text: string; readonly value: unknown } {
  const plain = JSON.stringify(value);
  if (redact(plain) === plain) return { text: plain, value };
  const text = redactContent(value, redact);
  return { text, value: parseOrUndefined(text) };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function redactStrings(value: unknown, redact: Redact): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map((item) => redactStrings(item, redact));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redactStrings(item, redact)]));
}
