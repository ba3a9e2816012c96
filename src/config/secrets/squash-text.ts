import type { Units } from './scan-words.ts';

/** A text in small letters, without what is not seen between them and without blanks: what all its spellings share. */
export interface Squashed {
  readonly text: string;
  /** For each of its characters, where it stands in the whole. */
  readonly from: Uint32Array;
}

/** How a character counts: as itself, in small letters, not at all, or as those after it say. */
const [ITSELF, CAPITAL, BLANK, UNSEEN, BEGINNING] = [0, 1, 2, 3, 4];
const TO_SMALL = 0x20;
const SOFT_HYPHEN = 0xad;

/** https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point */
const SHOWS_NOTHING = /\p{Default_Ignorable_Code_Point}/u;

function kindOf(code: number): number {
  const character = String.fromCharCode(code);
  // In a body that is looked at byte by byte these are parts of characters.
  if (code >= 0x80 && code < 0x100) return ITSELF;
  if (SHOWS_NOTHING.test(character)) return UNSEEN;
  if (/\s/.test(character)) return BLANK;
  // Among them the zeros of UTF-16 that is read byte by byte.
  if (code < 0x20) return UNSEEN;
  return character >= 'A' && character <= 'Z' ? CAPITAL : ITSELF;
}

interface Characters {
  /** By code, of all that are one unit of UTF-16. */
  readonly kinds: Uint8Array;
  /** Those that show nothing as their bytes in UTF-8, by the first of them. */
  readonly unseenBytes: ReadonlyMap<number, readonly string[]>;
  /** Bytes that may begin what shows nothing. */
  readonly beginnings: readonly number[];
}

let known: Characters | null = null;

/** Worked out when the first text comes that needs it: at the start of every command it would cost some 12 ms. */
function characters(): Characters {
  if (known !== null) return known;
  const kinds = Uint8Array.from({ length: 0x10000 }, (_, code) => kindOf(code));
  const unseenBytes = bytesOfUnseen(kinds);
  const beginnings = [...unseenBytes.keys(), SOFT_HYPHEN, TAG_BYTE];
  for (const first of beginnings) kinds[first] = BEGINNING;
  kinds.fill(BEGINNING, FIRST_TAG, LAST_TAG + 1);
  known = { kinds, unseenBytes, beginnings };
  return known;
}

function bytesOfUnseen(kinds: Uint8Array): Map<number, string[]> {
  const byFirst = new Map<number, string[]>();
  for (let code = 0x80; code < 0x10000; code += 1) {
    if (kinds[code] !== UNSEEN && code !== SOFT_HYPHEN) continue;
    const character = String.fromCharCode(code);
    const bytes = Buffer.from(character, 'utf8').toString('latin1');
    const first = bytes.charCodeAt(0);
    byFirst.set(first, [...(byFirst.get(first) ?? []), bytes.slice(1)]);
  }
  return byFirst;
}

/** Tags and selectors, U+E0000 to U+E0FFF: as two units, and as the first two of four bytes. */
const [FIRST_TAG, LAST_TAG] = [0xdb40, 0xdb43];
const [TAG_BYTE, AFTER_TAG_BYTE] = [0xf3, 0xa0];

/** How many characters from here on show nothing, where one may begin something that does not. */
function unseenAt(text: string, at: number, code: number, unseenBytes: Characters['unseenBytes']): number {
  if (code >= FIRST_TAG && code <= LAST_TAG) return 2;
  // After a byte of another character it is one too, else a hyphen that shows nothing.
  if (code === SOFT_HYPHEN) return at === 0 || text.charCodeAt(at - 1) < 0x80 ? 1 : 0;
  if (code === TAG_BYTE && text.charCodeAt(at + 1) === AFTER_TAG_BYTE) return 4;
  const rest = unseenBytes.get(code)?.find((bytes) => text.startsWith(bytes, at + 1));
  return rest === undefined ? 0 : rest.length + 1;
}

/** Where usual texts are looked at: memory of its own for each would be made and dropped at once. */
const USUAL = 64 * 1024;
const usualText = Buffer.allocUnsafeSlow(2 * USUAL);

function memoryFor(bytes: number): Buffer {
  return bytes <= usualText.length ? usualText : Buffer.allocUnsafeSlow(bytes);
}

/** Of a text whose characters are bytes. */
function holdsUnseen(text: string): boolean {
  const { unseenBytes, beginnings } = characters();
  return beginnings.some((code) => {
    const first = String.fromCharCode(code);
    for (let at = text.indexOf(first); at !== -1; at = text.indexOf(first, at + 1)) {
      if (unseenAt(text, at, code, unseenBytes) > 0) return true;
    }
    return false;
  });
}

/** What a byte becomes that begins nothing else; 0 is left out. */
const SMALL = Uint8Array.from({ length: 0x100 }, (_, code) => {
  const kind = kindOf(code);
  if (kind === BLANK || kind === UNSEEN) return 0;
  return kind === CAPITAL ? code + TO_SMALL : code;
});

/**
 * Nearly every text is looked at so, and holds no secret: what is ASCII, as most is, or a binary body's bytes is read
 * from memory and without a branch, which takes a fraction of the time. What is given holds until the next text is looked
 * at.
 */
export function squash(text: string): Units {
  const { length } = text;
  const bytes = memoryFor(length);
  bytes.write(text, 'latin1');
  const isAscii = Buffer.byteLength(text) === length;
  const isPlain = isAscii || (bytes.toString('latin1', 0, length) === text && !holdsUnseen(text));
  if (!isPlain) return squashAny(text, null);
  let size = 0;
  for (let at = 0; at < length; at += 1) {
    const small = SMALL[bytes[at] ?? 0] ?? 0;
    bytes[size] = small;
    size += small === 0 ? 0 : 1;
  }
  return bytes.subarray(0, size);
}

/** `from` takes the places. */
function squashAny(text: string, from: Uint32Array | null): Uint16Array {
  const { length } = text;
  const { kinds, unseenBytes } = characters();
  const memory = memoryFor(2 * length);
  memory.write(text, 'utf16le');
  const units = new Uint16Array(memory.buffer, memory.byteOffset, length);
  let size = 0;
  for (let at = 0; at < length; at += 1) {
    const code = units[at] ?? 0;
    const kind = kinds[code];
    if (kind === BLANK || kind === UNSEEN) continue;
    const unseen = kind === BEGINNING ? unseenAt(text, at, code, unseenBytes) : 0;
    if (unseen > 0) {
      at += unseen - 1;
      continue;
    }
    if (from !== null) from[size] = at;
    units[size] = kind === CAPITAL ? code + TO_SMALL : code;
    size += 1;
  }
  return units.subarray(0, size);
}

export function squashPlaced(text: string): Squashed {
  const from = new Uint32Array(text.length);
  return { text: textOf(squashAny(text, from)), from };
}

export function textOf(units: Units): string {
  const bytes = Buffer.from(units.buffer, units.byteOffset, units.byteLength);
  return bytes.toString(units.BYTES_PER_ELEMENT === 1 ? 'latin1' : 'utf16le');
}

/** Between how many neighbours of these places a blank stands. */
export function countGaps(text: string, places: Uint32Array): number {
  const { kinds } = characters();
  let gaps = 0;
  for (let at = 1; at < places.length; at += 1) {
    for (let between = (places[at - 1] ?? 0) + 1; between < (places[at] ?? 0); between += 1) {
      if (kinds[text.charCodeAt(between)] !== BLANK) continue;
      gaps += 1;
      break;
    }
  }
  return gaps;
}
