import { createRequire } from 'node:module';
import type * as Json5 from 'json5';
import type { JsonValue } from './json-value.ts';

/** Spellings that are no JSON, though lenient parsers read them: https://spec.json5.org */
export type Looseness = 'json/trailing-comma' | 'json/single-quotes' | 'json/not-a-number' | 'json/loose';

export interface LooseValue {
  readonly value: JsonValue;
  readonly tolerated: readonly Looseness[];
}

/** Strings, comments, and what is looked for outside both. Every one of them ends, for the text was read before. */
const TOKENS =
  /"(?:[^"\\]|\\[\s\S])*"|(?<single>'(?:[^'\\]|\\[\s\S])*')|(?<comment>\/\/[^\n]*|\/\*[\s\S]*?\*\/)|(?<comma>,\s*[}\]])|(?<word>\b(?:NaN|Infinity)\b)/g;

const NAMES: Readonly<Record<string, Looseness>> = {
  single: 'json/single-quotes',
  comment: 'json/loose',
  comma: 'json/trailing-comma',
  word: 'json/not-a-number',
};

/** A value in JSON5, and in what it is no JSON; null when it is not that either. Numbers that JSON has not are null. */
export function parseLoose(text: string): LooseValue | null {
  const value = readJson5(text);
  if (value === undefined) return null;
  const found = new Set<Looseness>();
  for (const { groups = {} } of text.matchAll(TOKENS)) {
    for (const [name, token] of Object.entries(groups)) {
      const looseness = NAMES[name];
      if (token !== undefined && looseness !== undefined) found.add(looseness);
    }
  }
  return { value, tolerated: found.size === 0 ? ['json/loose'] : [...found] };
}

function finiteOrNull(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? null : value;
}

function readJson5(text: string): JsonValue | undefined {
  const { parse } = loadJson5();
  try {
    return parse<JsonValue>(text, finiteOrNull);
  } catch {
    return undefined;
  }
}

/** Loaded when the first answer needs it: most are JSON. */
function loadJson5(): typeof Json5 {
  const load = createRequire(import.meta.url);
  // oxlint-disable-next-line typescript/no-unsafe-return -- what the package says of itself
  return load('json5');
}
