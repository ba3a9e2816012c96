import type { Redact } from '../../contract/world.ts';
import { parseOrUndefined } from '../../json/read.ts';

/** A value as JSON without secrets, the value that this text is of, and whether it held any. */
interface RedactedContent {
  readonly json: string;
  readonly value: unknown;
  readonly held: boolean;
}

/** Serialises a value with every secret masked, and never as broken JSON, whatever the secrets look like. */
export function redactContent(value: object, redact: Redact, indent = 0): string {
  return redactNoting(value, redact, indent).json;
}

export function redactNoting(value: object, redact: Redact, indent = 0): RedactedContent {
  const text = JSON.stringify(value, null, indent);
  const redacted = redact(text);
  if (redacted === text) return { json: text, value, held: false };
  const parsed = parseOrUndefined(redacted);
  if (parsed !== undefined) return { json: redacted, value: parsed, held: true };
  const masked = redactValue(value, redact);
  return { json: JSON.stringify(masked, null, indent), value: masked, held: true };
}

/** The value with every text, name of a key and number in it without secrets. */
function redactValue(value: unknown, redact: Redact): unknown {
  if (typeof value === 'string') return redact(value);
  if (typeof value === 'number') {
    const text = String(value);
    const redacted = redact(text);
    return redacted === text ? value : redacted;
  }
  if (Array.isArray(value)) return value.map((item) => redactValue(item, redact));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [redact(key), redactValue(item, redact)]),
  );
}
