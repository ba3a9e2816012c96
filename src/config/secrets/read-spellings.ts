/** Named references of https://html.spec.whatwg.org/multipage/named-characters.html for what keys and passwords are made of. */
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  apos: "'",
  ast: '*',
  bsol: '\\',
  colon: ':',
  comma: ',',
  commat: '@',
  dollar: '$',
  equals: '=',
  excl: '!',
  grave: '`',
  gt: '>',
  Hat: '^',
  lbrace: '{',
  lbrack: '[',
  lcub: '{',
  lowbar: '_',
  lpar: '(',
  lsqb: '[',
  lt: '<',
  midast: '*',
  nbsp: '\u00a0',
  num: '#',
  percnt: '%',
  period: '.',
  plus: '+',
  quest: '?',
  quot: '"',
  rbrace: '}',
  rbrack: ']',
  rcub: '}',
  rpar: ')',
  rsqb: ']',
  semi: ';',
  sol: '/',
  verbar: '|',
  vert: '|',
};

/** Of JSON and of programs that quote, of HTML and of URLs. */
const SPELLING =
  /\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})|\\u([0-9a-f]{4})|\\(["'\\/])|%([0-9a-f]{2})|&(?:#x0*([0-9a-f]{1,6});?|#0*([0-9]{1,7});?|([a-z]{2,6});?)|\\x([0-9a-f]{2})|\\u\{0*([0-9a-f]{1,6})\}|\\([nrt])/gi;

/** The same, and characters that are no bytes. */
const SPELLING_OR_CHARACTER = new RegExp(`${SPELLING.source}|([\\u0080-\\u{10ffff}])`, 'giu');

type Groups = readonly (string | undefined)[];

/** The bytes of a text, as a binary body that is looked at as latin1 shows them. */
export function asBytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

function charactersOf(whole: string, groups: Groups): string {
  const [high, low, unit, escaped, percent, hex, decimal, name, quoted, point, blank, plain] = groups;
  const byte = percent ?? quoted;
  if (escaped !== undefined) return escaped;
  if (byte !== undefined) return String.fromCharCode(Number.parseInt(byte, 16));
  if (plain !== undefined) return asBytes(plain);
  if (high !== undefined && low !== undefined) {
    return asBytes(String.fromCharCode(Number.parseInt(high, 16), Number.parseInt(low, 16)));
  }
  if (unit !== undefined) return asBytes(String.fromCharCode(Number.parseInt(unit, 16)));
  if (blank !== undefined) return ' ';
  if (hex !== undefined) return fromCodePoint(Number.parseInt(hex, 16), whole);
  if (point !== undefined) return fromCodePoint(Number.parseInt(point, 16), whole);
  if (decimal !== undefined) return fromCodePoint(Number(decimal), whole);
  return name !== undefined && Object.hasOwn(ENTITIES, name) ? (ENTITIES[name] ?? whole) : whole;
}

function fromCodePoint(code: number, whole: string): string {
  return code <= 0x10ffff ? asBytes(String.fromCodePoint(code)) : whole;
}

/** What begins a spelling, or stands in one: characters that may be spelled so that what they spell is read. */
const BEGINNINGS = '\\%&#;/"\'u';

/**
 * Says whether a text may spell one of these characters by something else. Nearly none does, and each search hops from
 * one rare character to the next, which costs a tenth of a pattern that looks at them all.
 */
export function createSpellingGate(characters: string): (text: string) => boolean {
  const codes = new Set(Array.from({ length: characters.length }, (_, at) => characters.charCodeAt(at)));
  const wanted = new Set([
    ...codes,
    ...Array.from(BEGINNINGS, (character) => character.charCodeAt(0)),
    ...SEPARATING_BYTES,
  ]);
  const isPlain = [...codes].every((code) => code < 0x80);
  const unit = isPlain ? 'u00' : '\\u';
  return (text) =>
    text.includes(unit) ||
    text.includes('\\x') ||
    text.includes('u{') ||
    (text.includes('\\u') && UNSEEN_UNIT.test(text)) ||
    (text.includes('\\n') && LETTER_A_LINE.test(text)) ||
    someAt(text, '/', (at) => text.charCodeAt(at - 1) === BACKSLASH) ||
    someAt(text, '%', (at) => wanted.has(Number.parseInt(text.slice(at + 1, at + 3), 16))) ||
    someAt(text, '&', (at) => REFERENCE.test(text.slice(at + 1, at + 3)));
}

const BACKSLASH = 0x5c;
/** What may stand between letters without being seen, or as a blank: its bytes in URLs, and how its units begin. */
const SEPARATING_BYTES = [0x00, 0x09, 0x0a, 0x0d, 0x20, 0xc2, 0xcd, 0xd8, 0xe1, 0xe2, 0xe3, 0xef, 0xf3];
const UNSEEN_UNIT = /\\u(?:20|fe|ff[af]|18|17|11|31|03|06|db)/i;
const LETTER_A_LINE = /(?:[^\\]\\[nrt]){4}/;
const REFERENCE = /^(?:#[x0-9]|[a-z]{2})/i;

function someAt(text: string, character: string, test: (at: number) => boolean): boolean {
  for (let at = text.indexOf(character); at !== -1; at = text.indexOf(character, at + 1)) {
    if (test(at)) return true;
  }
  return false;
}

/** A spelling within a spelling, as `%252B` or `\\\\u002B` in JSON that stands in JSON. Deeper than this nobody does. */
const MAX_DEPTH = 8;

/** How a text is read. */
export interface Reading {
  /** What its characters are: those that it shows, or bytes, one each. */
  readonly of: 'characters' | 'bytes';
  /** What its spellings begin with: those of programs, of URLs or of HTML alone; null for all of them at once. */
  readonly only: '\\' | '%' | '&' | null;
}

/** All at once reads what is spelled in several ways, each within the other. */
export const AT_ONCE: readonly Reading['only'][] = [null];
/** One way alone leaves of a text that looks like a spelling what it is: `&#0\u{30}` is `&#00`, and no 0 after a NUL. */
export const EACH_ALONE: readonly Reading['only'][] = ['\\', '%', '&'];

/** Whether a text holds what a spelling begins with, so that it may be read before all of it was spelled out. */
export function mayBeRead(text: string): boolean {
  return /[\\%&]/.test(text);
}

function patternAt(depth: number, of: Reading['of']): RegExp {
  return depth === 0 && of === 'characters' ? SPELLING_OR_CHARACTER : SPELLING;
}

function isRead(whole: string, only: Reading['only']): boolean {
  return only === null || whole.startsWith(only) || whole.charCodeAt(0) >= 0x80;
}

/**
 * A text as the bytes that it spells, read once more at each step until nothing is left to read. In bytes, because a
 * percent code is one, and a binary body shows all as such.
 */
export function readSpellings(text: string, { of, only }: Reading): readonly string[] {
  const readings: string[] = [];
  let read = text;
  for (let depth = 0; depth < MAX_DEPTH; depth += 1) {
    // After its groups come a match's place and the text.
    const next = read.replace(patternAt(depth, of), (whole, ...found: Groups) =>
      isRead(whole, only) ? charactersOf(whole, found.slice(0, -2)) : whole,
    );
    if (next === read) break;
    readings.push(next);
    read = next;
  }
  return readings;
}

/** A reading of a text that knows, for each of its bytes, where the spelling of it begins and ends. */
export interface PlacedReading {
  readonly text: string;
  readonly from: Uint32Array;
  readonly to: Uint32Array;
}

/** The same readings with their places in the text. */
export function placeSpellings(text: string, { of, only }: Reading): readonly PlacedReading[] {
  const readings: PlacedReading[] = [];
  let read: PlacedReading = {
    text,
    from: Uint32Array.from({ length: text.length }, (_, at) => at),
    to: Uint32Array.from({ length: text.length }, (_, at) => at + 1),
  };
  for (let depth = 0; depth < MAX_DEPTH; depth += 1) {
    const next = readOnce(read, patternAt(depth, of), only);
    if (next.text === read.text) break;
    readings.push(next);
    read = next;
  }
  return readings;
}

function readOnce({ text, from, to }: PlacedReading, pattern: RegExp, only: Reading['only']): PlacedReading {
  // No character has more bytes in UTF-8 than three for each of its units.
  const [nextFrom, nextTo] = [new Uint32Array(3 * text.length), new Uint32Array(3 * text.length)];
  const parts: string[] = [];
  let length = 0;
  let at = 0;
  const copyUntil = (end: number): void => {
    nextFrom.set(from.subarray(at, end), length);
    nextTo.set(to.subarray(at, end), length);
    parts.push(text.slice(at, end));
    length += end - at;
    at = end;
  };
  for (const match of text.matchAll(pattern)) {
    const [whole, ...groups] = match;
    const characters = isRead(whole, only) ? charactersOf(whole, groups) : whole;
    if (characters === whole) continue;
    copyUntil(match.index);
    at = match.index + whole.length;
    nextFrom.fill(from[match.index] ?? 0, length, length + characters.length);
    nextTo.fill(to[at - 1] ?? 0, length, length + characters.length);
    parts.push(characters);
    length += characters.length;
  }
  copyUntil(text.length);
  return { text: parts.join(''), from: nextFrom, to: nextTo };
}
