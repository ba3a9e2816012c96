import type { JsonValue } from './json-value.ts';
import { parseLoose, type Looseness } from './parse-loose.ts';
import { parseStrict } from './parse-strict.ts';

export type Tolerance = 'json/bom' | 'json/fenced' | 'json/prose-around' | 'json/several-values' | Looseness;

export type TolerantParse =
  | { readonly ok: true; readonly value: JsonValue; readonly tolerated: readonly Tolerance[] }
  | { readonly ok: false; readonly message: string; readonly at: number };

interface Found {
  readonly value: JsonValue;
  readonly tolerated: readonly Tolerance[];
}

/** Prose may hold brackets that never close; a bound on the tries keeps the time linear. */
const MAX_TRIES = 16;

function isBlank(text: string): boolean {
  return text.trim() === '';
}

/**
 * Of a text that is no JSON as a whole, though its first sign says that it is meant to be. Where it is JSON as far as it
 * goes and ends too early, what it opened stays open in JSON5 too.
 */
function findLoose(text: string, { at }: { readonly at: number }): Found | null {
  return at < text.length && /^\s*[[{]/.test(text) ? parseLoose(text) : null;
}

function findFenced(text: string): Found | null {
  const opening = /```[\w-]*/.exec(text);
  if (opening === null) return null;
  const from = opening.index + opening[0].length;
  const lineFence = text.indexOf('\n```', from);
  const lastFence = text.lastIndexOf('```');
  const to = lineFence !== -1 ? lineFence + 1 : lastFence > from ? lastFence : text.length;
  const inside = text.slice(from, to);
  const strict = parseStrict(inside);
  const inner: Found | null = strict.ok ? { value: strict.value, tolerated: [] } : findLoose(inside, strict);
  if (inner === null) return null;
  const alone = isBlank(text.slice(0, opening.index)) && isBlank(text.slice(to + 3));
  const around: readonly Tolerance[] = alone ? ['json/fenced'] : ['json/fenced', 'json/prose-around'];
  return { value: inner.value, tolerated: [...around, ...inner.tolerated] };
}

/** The offset after the bracket that closes the one at `from`, or -1. */
function findClose(text: string, from: number): number {
  let depth = 0;
  let quoted = false;
  for (let at = from; at < text.length; at += 1) {
    const char = text[at];
    if (quoted) {
      if (char === '\\') at += 1;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === '{' || char === '[') depth += 1;
    else if (char === '}' || char === ']') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return -1;
}

/** The longest object or array that stands in the text. */
function findAmidProse(text: string): Found | null {
  const opening = /[[{]/g;
  let longest: { readonly value: JsonValue; readonly length: number } | null = null;
  let objects = 0;
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const match = opening.exec(text);
    if (match === null) break;
    const end = findClose(text, match.index);
    if (end === -1) continue;
    const parsed = parseStrict(text.slice(match.index, end));
    if (!parsed.ok) continue;
    opening.lastIndex = end;
    if (match[0] === '{') objects += 1;
    const length = end - match.index;
    if (longest === null || length > longest.length) longest = { value: parsed.value, length };
  }
  if (longest === null) return null;
  const tolerated: Tolerance[] = ['json/prose-around'];
  if (objects > 1) tolerated.push('json/several-values');
  return { value: longest.value, tolerated };
}

/**
 * One JSON value with what models put around it (a byte order mark, a code fence, prose) or as they misspell it. Says
 * what it overlooked. `strict` is what the text is without.
 */
export function parseTolerant(text: string, strict = parseStrict(text)): TolerantParse {
  if (strict.ok) return { ok: true, value: strict.value, tolerated: [] };
  const marked = text.startsWith('\uFEFF');
  const bare = marked ? text.slice(1) : text;
  const whole = marked ? parseStrict(bare) : strict;
  const found = whole.ok
    ? { value: whole.value, tolerated: [] }
    : (findFenced(bare) ?? findLoose(bare, whole) ?? findAmidProse(bare));
  if (found === null) return strict;
  return {
    ok: true,
    value: found.value,
    tolerated: marked ? ['json/bom', ...found.tolerated] : found.tolerated,
  };
}
