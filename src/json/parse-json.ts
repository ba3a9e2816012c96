import type { JsonValue } from './json-value.ts';

/** `JSON.parse` with the type of what it gives; throws SyntaxError. What reads a certain shape needs a guard after it. */
export function parseJson(text: string): JsonValue {
  // oxlint-disable-next-line typescript/no-unsafe-return -- without a reviver nothing else comes of it
  return JSON.parse(text);
}
