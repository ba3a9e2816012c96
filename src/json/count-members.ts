import { MAX_DEPTH } from './is-too-deep.ts';
import { isRecord } from './read.ts';
import { closingQuote } from './closing-quote.ts';

const [QUOTE, COLON] = [0x22, 0x3a];

/** How many members a JSON text spells: each has one colon, and strings do not count. */
export function countSpelled(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === COLON) count += 1;
    else if (code === QUOTE) at = closingQuote(text, at);
  }
  return count;
}

/** How many members all objects of a parsed value have; NaN, which equals no count, where it nests too deep to be walked. */
export function countMembers(value: unknown, depth = 0): number {
  if (depth > MAX_DEPTH) return Number.NaN;
  let count = 0;
  if (isRecord(value)) for (const key in value) count += 1 + countMembers(value[key], depth + 1);
  else if (Array.isArray(value)) for (const item of value) count += countMembers(item, depth + 1);
  return count;
}
