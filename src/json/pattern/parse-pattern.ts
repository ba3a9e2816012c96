import { LINE_ENDS, NO_CHARACTER, complementOf, unionOf, type CodePoints } from './code-points.ts';
import { readEscape, type Cursor } from './read-escape.ts';

/** What a pattern asks of a text. Groups are gone: nobody asks what they held. */
export type PatternNode =
  | { readonly kind: 'character'; readonly of: CodePoints }
  | { readonly kind: 'place'; readonly at: 'start' | 'end' | 'border' }
  | { readonly kind: 'sequence'; readonly nodes: readonly PatternNode[] }
  | { readonly kind: 'choice'; readonly nodes: readonly PatternNode[] }
  | { readonly kind: 'repeat'; readonly node: PatternNode; readonly min: number; readonly max: number };

/**
 * Thrown and caught here: what looks around or back, and whatever else is not certainly understood. `\B` is among it,
 * for V8 finds one between the halves of a character, where the standard has none.
 */
class NotUnderstood extends Error {}

const MAX_NESTING = 100;

/**
 * A pattern of ECMA-262 with the flag `u`, as JSON Schema has them: https://tc39.es/ecma262/#sec-patterns. Null for one
 * that is not regular (look-around, back references) or not understood. The pattern has to be one that RegExp takes.
 */
export function parsePattern(pattern: string): PatternNode | null {
  const cursor: Cursor = { characters: Array.from(pattern), at: 0 };
  try {
    const node = readChoice(cursor, 0);
    return cursor.at === cursor.characters.length ? node : null;
  } catch (thrown) {
    if (thrown instanceof NotUnderstood) return null;
    throw thrown;
  }
}

function readChoice(cursor: Cursor, nesting: number): PatternNode {
  if (nesting > MAX_NESTING) throw new NotUnderstood();
  const nodes = [readSequence(cursor, nesting)];
  while (take(cursor, '|')) nodes.push(readSequence(cursor, nesting));
  return nodes.length === 1 && nodes[0] !== undefined ? nodes[0] : { kind: 'choice', nodes };
}

function readSequence(cursor: Cursor, nesting: number): PatternNode {
  const nodes: PatternNode[] = [];
  for (;;) {
    const next = cursor.characters[cursor.at];
    if (next === undefined || next === '|' || next === ')') return { kind: 'sequence', nodes };
    nodes.push(readRepeat(cursor, readAtom(cursor, nesting)));
  }
}

function readAtom(cursor: Cursor, nesting: number): PatternNode {
  const character = cursor.characters[cursor.at] ?? '';
  cursor.at += 1;
  switch (character) {
    case '^':
      return { kind: 'place', at: 'start' };
    case '$':
      return { kind: 'place', at: 'end' };
    case '.':
      return { kind: 'character', of: complementOf(LINE_ENDS) };
    case '[':
      return { kind: 'character', of: readClass(cursor) };
    case '(':
      return readGroup(cursor, nesting);
    case '\\':
      if (take(cursor, 'b')) return { kind: 'place', at: 'border' };
      return { kind: 'character', of: readEscape(cursor) ?? notUnderstood() };
    default:
      if ('*+?{}]'.includes(character)) throw new NotUnderstood();
      return { kind: 'character', of: only(character) };
  }
}

function readGroup(cursor: Cursor, nesting: number): PatternNode {
  if (take(cursor, '?') && !take(cursor, ':')) {
    if (!take(cursor, '<') || '=!'.includes(cursor.characters[cursor.at] ?? '')) throw new NotUnderstood();
    while (!take(cursor, '>')) skip(cursor);
  }
  const node = readChoice(cursor, nesting + 1);
  if (!take(cursor, ')')) throw new NotUnderstood();
  return node;
}

function readRepeat(cursor: Cursor, node: PatternNode): PatternNode {
  const bounds = readBounds(cursor);
  if (bounds === null) return node;
  // Whether the most or the fewest are tried first is the same to whoever asks only whether a text matches.
  take(cursor, '?');
  return { kind: 'repeat', node, ...bounds };
}

function readBounds(cursor: Cursor): { readonly min: number; readonly max: number } | null {
  if (take(cursor, '*')) return { min: 0, max: Infinity };
  if (take(cursor, '+')) return { min: 1, max: Infinity };
  if (take(cursor, '?')) return { min: 0, max: 1 };
  if (!take(cursor, '{')) return null;
  const min = readNumber(cursor);
  const max = take(cursor, ',')
    ? cursor.characters[cursor.at] === '}'
      ? Infinity
      : readNumber(cursor)
    : min;
  if (!take(cursor, '}')) throw new NotUnderstood();
  return { min, max };
}

function readNumber(cursor: Cursor): number {
  let digits = '';
  while (/^\d$/.test(cursor.characters[cursor.at] ?? '')) {
    digits += cursor.characters[cursor.at];
    cursor.at += 1;
  }
  if (digits === '') throw new NotUnderstood();
  return Number(digits);
}

function readClass(cursor: Cursor): CodePoints {
  const negated = take(cursor, '^');
  const sets: CodePoints[] = [];
  while (!take(cursor, ']')) {
    const from = readMember(cursor);
    const isRange = cursor.characters[cursor.at] === '-' && cursor.characters[cursor.at + 1] !== ']';
    if (!isRange) {
      sets.push(from);
      continue;
    }
    cursor.at += 1;
    const to = readMember(cursor);
    sets.push([[alone(from), alone(to)]]);
  }
  const set = unionOf(sets);
  return negated ? complementOf(set) : set;
}

function readMember(cursor: Cursor): CodePoints {
  const character = cursor.characters[cursor.at];
  if (character === undefined) throw new NotUnderstood();
  cursor.at += 1;
  if (character !== '\\') return only(character);
  if (take(cursor, 'b')) return [[0x8, 0x8]];
  if (take(cursor, '-')) return only('-');
  return readEscape(cursor) ?? notUnderstood();
}

/** The one code point of an end of a range. */
function alone(set: CodePoints): number {
  const [range] = set;
  if (range === undefined || set.length > 1 || range[0] !== range[1]) throw new NotUnderstood();
  return range[0];
}

function only(character: string): CodePoints {
  const codePoint = character.codePointAt(0);
  return codePoint === undefined ? NO_CHARACTER : [[codePoint, codePoint]];
}

function take(cursor: Cursor, character: string): boolean {
  if (cursor.characters[cursor.at] !== character) return false;
  cursor.at += 1;
  return true;
}

function skip(cursor: Cursor): void {
  if (cursor.at >= cursor.characters.length) throw new NotUnderstood();
  cursor.at += 1;
}

function notUnderstood(): never {
  throw new NotUnderstood();
}
