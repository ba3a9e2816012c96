import type { SCHEMA_CODES } from './schema-codes.ts';

/** What models do to JSON, by the code that tells it, in the order in which it is listed. */
export const JSON_HABITS = {
  'schema/fenced': 'fenced',
  'schema/prose-around': 'prose around',
  'schema/byte-order-mark': 'byte order mark',
  'schema/trailing-comma': 'trailing comma',
  'schema/single-quotes': 'single quotes',
  'schema/loose': 'other loose spelling',
  'schema/not-a-number': 'NaN or Infinity',
  'schema/several-values': 'several values',
  'schema/duplicate-key': 'duplicate keys',
  'schema/number-as-text': 'number as text',
  'schema/cut-off': 'cut off',
} as const satisfies Partial<Readonly<Record<keyof typeof SCHEMA_CODES, string>>>;

export type JsonHabit = keyof typeof JSON_HABITS;

export function isJsonHabit(code: string): code is JsonHabit {
  return Object.hasOwn(JSON_HABITS, code);
}

/** Habits that a lenient reader makes up for, and clients that have one never notice. */
const MADE_UP_FOR: ReadonlySet<string> = new Set<JsonHabit>([
  'schema/fenced',
  'schema/prose-around',
  'schema/byte-order-mark',
  'schema/trailing-comma',
  'schema/single-quotes',
  'schema/loose',
  'schema/not-a-number',
  'schema/several-values',
  'schema/duplicate-key',
]);

export function isMadeUpFor(code: string): boolean {
  return MADE_UP_FOR.has(code);
}
