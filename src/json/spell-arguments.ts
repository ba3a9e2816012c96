import type { JsonValue } from './json-value.ts';

/**
 * The arguments of a call as they stand on the wire. They are an object wherever the call is whole, so a text is what had
 * come of them before the answer was cut.
 */
export function spellArguments(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
