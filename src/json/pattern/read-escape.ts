import { complementOf, DIGITS, SPACE, WORD, type CodePoints } from './code-points.ts';

/** A place in a pattern, by whole characters. */
export interface Cursor {
  readonly characters: readonly string[];
  at: number;
}

const CLASSES: ReadonlyMap<string, CodePoints> = new Map([
  ['d', DIGITS],
  ['D', complementOf(DIGITS)],
  ['w', WORD],
  ['W', complementOf(WORD)],
  ['s', SPACE],
  ['S', complementOf(SPACE)],
]);
const CONTROLS: ReadonlyMap<string, number> = new Map([
  ['t', 0x9],
  ['n', 0xa],
  ['v', 0xb],
  ['f', 0xc],
  ['r', 0xd],
]);

/** What an escape stands for, read from behind its backslash; null for one that is not understood. */
export function readEscape(cursor: Cursor): CodePoints | null {
  const character = cursor.characters[cursor.at] ?? '';
  cursor.at += 1;
  const known = CLASSES.get(character);
  if (known !== undefined) return known;
  if (character === 'p' || character === 'P') return readProperty(cursor, character);
  const codePoint = CONTROLS.get(character) ?? readCodePoint(cursor, character);
  return codePoint === null ? null : [[codePoint, codePoint]];
}

function readCodePoint(cursor: Cursor, character: string): number | null {
  if (/^[\^$\\.*+?()[\]{}|/]$/.test(character)) return character.charCodeAt(0);
  if (character === 'c') return numberOf(takeMatch(cursor, 1, /^[A-Za-z]$/), 32);
  if (character === 'x') return readHex(cursor, 2);
  if (character === 'u') return readUnicode(cursor);
  return character === '0' && !/^\d$/.test(cursor.characters[cursor.at] ?? '') ? 0 : null;
}

/** `\cJ` is the letter's code modulo 32. */
function numberOf(letter: string | null, modulo: number): number | null {
  return letter === null ? null : letter.charCodeAt(0) % modulo;
}

function readUnicode(cursor: Cursor): number | null {
  if (cursor.characters[cursor.at] === '{') {
    const end = cursor.characters.indexOf('}', cursor.at);
    const digits = cursor.characters.slice(cursor.at + 1, end).join('');
    if (end === -1 || !/^[\da-fA-F]+$/.test(digits)) return null;
    cursor.at = end + 1;
    return Number.parseInt(digits, 16);
  }
  const unit = readHex(cursor, 4);
  if (unit === null || unit < 0xd800 || unit > 0xdbff) return unit;
  // Two escapes of halves are one character.
  const before = cursor.at;
  if (takeMatch(cursor, 2, /^\\u$/) !== null) {
    const low = readHex(cursor, 4);
    if (low !== null && low >= 0xdc00 && low <= 0xdfff)
      return (unit - 0xd800) * 0x400 + low - 0xdc00 + 0x10000;
  }
  cursor.at = before;
  return unit;
}

function readHex(cursor: Cursor, length: number): number | null {
  const digits = takeMatch(cursor, length, /^[\da-fA-F]+$/);
  return digits === null ? null : Number.parseInt(digits, 16);
}

function takeMatch(cursor: Cursor, length: number, wanted: RegExp): string | null {
  const characters = cursor.characters.slice(cursor.at, cursor.at + length);
  const text = characters.join('');
  if (characters.length < length || !wanted.test(text)) return null;
  cursor.at += length;
  return text;
}

function readProperty(cursor: Cursor, escape: 'p' | 'P'): CodePoints | null {
  const end = cursor.characters.indexOf('}', cursor.at);
  if (cursor.characters[cursor.at] !== '{' || end === -1) return null;
  const name = cursor.characters.slice(cursor.at, end + 1).join('');
  cursor.at = end + 1;
  return charactersOf(`\\${escape}${name}`);
}

/** What was found for an escape before. The engine knows some hundred names, so there is an end to them. */
const properties = new Map<string, CodePoints>();

/**
 * Asked of the engine itself, character by character: tables of our own would be of another version of Unicode. That
 * takes some 50 ms, and one pattern is read in several places.
 */
function charactersOf(escape: string): CodePoints {
  const known = properties.get(escape);
  if (known !== undefined) return known;
  const holds = new RegExp(`^${escape}$`, 'u');
  const ranges: [number, number][] = [];
  for (let codePoint = 0; codePoint <= 0x10ffff; codePoint += 1) {
    if (!holds.test(String.fromCodePoint(codePoint))) continue;
    const last = ranges.at(-1);
    if (last?.[1] === codePoint - 1) last[1] = codePoint;
    else ranges.push([codePoint, codePoint]);
  }
  properties.set(escape, ranges);
  return ranges;
}
