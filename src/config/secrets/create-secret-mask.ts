import type { Redact } from '../../contract/world.ts';
import { openGlance } from './glance-over.ts';
import { isKnowable } from './is-knowable.ts';
import {
  AT_ONCE,
  createSpellingGate,
  EACH_ALONE,
  mayBeRead,
  placeSpellings,
  readSpellings,
  type PlacedReading,
  type Reading,
} from './read-spellings.ts';
import { openScan } from './scan-words.ts';
import { secretForms } from './secret-forms.ts';
import { countGaps, squash, squashPlaced, textOf } from './squash-text.ts';

export interface SecretMask {
  /** What stands in a secret's place. */
  readonly mask: string;
  readonly apply: Redact;
}

/** A mask must not help to spell a secret, so its character stands in none. */
function maskFor(forms: readonly string[]): string {
  const isFree = (character: string): boolean => forms.every((form) => !form.includes(character));
  let character = '*';
  for (let code = 0x2588; !isFree(character); code += 1) character = String.fromCharCode(code);
  return character.repeat(3);
}

/** JSON objects in base64, in which event streams of native models carry what is said, and JWTs what they claim. */
const BASE64_JSON = /eyJ[A-Za-z0-9+/_\\-]{8,}={0,2}/g;

/** From where to where in a text, the end left out. */
type Place = readonly [from: number, to: number];

/**
 * Masks every given secret in every spelling that is usual, and nothing else: plain, in base64 and hexadecimal, and with
 * any of its characters spelled as JSON, HTML or a URL spells them, within each other too; in any case of letters, in
 * UTF-16, and with its letters apart. What `isKnowable` refuses is left alone. Idempotent and linear in the text.
 */
export function createSecretMask(secrets: readonly string[]): SecretMask {
  const known = secrets.filter(isKnowable);
  // A secret that holds what looks like a spelling is compared as it is and as it would be read, which is shorter.
  const read = known.flatMap((secret) => readSpellings(secret, { of: 'characters', only: null }));
  const forms = [
    ...new Set([...known, ...read].filter(({ length }) => length >= SHORTEST_READING).flatMap(secretForms)),
  ];
  const mask = maskFor(forms);
  if (forms.length === 0) return { mask, apply: (text) => text };
  const seek = createSeeker(forms);

  const maySpell = createSpellingGate(forms.join(''));
  // Where no secret has more than ASCII it is all one what the other characters are.
  const kinds: readonly Reading['of'][] = isAscii(forms) ? ['bytes'] : ['bytes', 'characters'];
  const ways = known.some(mayBeRead) ? [...AT_ONCE, ...EACH_ALONE] : AT_ONCE;
  const readings = kinds.flatMap((of) => ways.map((only): Reading => ({ of, only })));

  const maskPlain: Redact = (text) => (seek.isClean(text) ? text : maskPlaces(text, seek.places(text), mask));
  const maskSpelled: Redact = (text) => {
    let masked = text;
    for (const reading of readings) {
      if (readSpellings(masked, reading).every(seek.isClean)) continue;
      const places = placeSpellings(masked, reading).flatMap((placed) =>
        unread(placed, seek.places(placed.text)),
      );
      masked = maskPlaces(masked, places, mask);
    }
    return masked;
  };
  const maskText: Redact = (text) => {
    const plain = maskPlain(text);
    return maySpell(plain) ? maskSpelled(plain) : plain;
  };
  const maskPacked: Redact = (text) =>
    text.replace(BASE64_JSON, (packed) => {
      if (!beginsAsText(packed)) return packed;
      const json = Buffer.from(packed, 'base64').toString('utf8');
      return maskText(json) === json ? packed : mask;
    });
  return {
    mask,
    apply(text) {
      const clean = maskText(text);
      // 'yJ' is much rarer than 'eyJ' begins to be.
      return clean.includes('yJ') ? maskPacked(clean) : clean;
    },
  };
}

/** Characters of base64 by whose bytes it is told whether they are a text. */
const HEAD = 96;
const BLANKS: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0d]);

/**
 * Whether base64 can be that of JSON, whose bytes are UTF-8 and hold no controls. A picture has one in five thousand
 * places that look like the beginning of an object, and all that follows would be read.
 */
function beginsAsText(packed: string): boolean {
  const bytes = Buffer.from(packed.slice(0, HEAD), 'base64');
  if (bytes.some((byte) => byte < 0x20 && !BLANKS.has(byte))) return false;
  try {
    // What follows may be the rest of the last character.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function isAscii(texts: readonly string[]): boolean {
  return texts.every((text) => !/[^\0-\x7f]/.test(text));
}

interface Seeker {
  readonly isClean: (text: string) => boolean;
  places(text: string): readonly Place[];
}

/** Of what is left of a secret without its blanks: shorter it would be found in ordinary words. */
const SHORTEST_SQUASHED = 6;
/** What is so long may be broken into groups; a shorter secret of words would be found where the words are meant. */
const LONG = 16;

function createSeeker(forms: readonly string[]): Seeker {
  const squashed = new Set<string>();
  /** Those with blanks of their own, which are no gaps. */
  const gapped: string[] = [];
  const brief: string[] = [];
  for (const form of forms) {
    const small = textOf(squash(form));
    const isWhole = small.length === form.length;
    if (!isWhole) gapped.push(form);
    if (isWhole || small.length >= SHORTEST_SQUASHED) squashed.add(small);
    else brief.push(form);
  }
  const whole = patternOf(gapped);
  const hints = [...new Set([...squashed].map((form) => form.slice(-HINT)))];
  const mayHoldHint = openGlance(hints);
  const holdsHint = openScan(hints);
  return {
    isClean(text) {
      if (brief.some((form) => text.includes(form))) return false;
      return !mayHoldHint(text) || !holdsHint(squash(text));
    },
    places: (text) => [
      ...[...text.matchAll(whole)].map(({ index, 0: { length } }): Place => [index, index + length]),
      ...squashedPlaces(text, squashed),
    ],
  };
}

function patternOf(forms: readonly string[]): RegExp {
  const longestFirst = forms.toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1));
  return new RegExp(longestFirst.length === 0 ? '(?!)' : longestFirst.map(escapeRegExp).join('|'), 'gi');
}

/** Where a form stands as one, with all its letters apart, or, if it is long, with gaps anywhere. */
function squashedPlaces(text: string, forms: ReadonlySet<string>): readonly Place[] {
  const { text: small, from } = squashPlaced(text);
  const places: Place[] = [];
  for (const form of forms) {
    const { length } = form;
    let at = small.indexOf(form);
    while (at !== -1) {
      const letters = from.subarray(at, at + length);
      const gaps = countGaps(text, letters);
      const isMeant = gaps === 0 || gaps === length - 1 || length >= LONG;
      if (isMeant) places.push([letters[0] ?? 0, (letters.at(-1) ?? 0) + 1]);
      at = small.indexOf(form, at + (isMeant ? length : 1));
    }
  }
  return places;
}

/** The places of a reading as those of the text that it was read from. */
function unread({ from, to }: PlacedReading, places: readonly Place[]): readonly Place[] {
  return places.map(([start, end]) => [from[start] ?? 0, to[end - 1] ?? 0]);
}

function maskPlaces(text: string, places: readonly Place[], mask: string): string {
  let masked = '';
  let at = 0;
  for (const [from, to] of places.toSorted(([a], [b]) => a - b)) {
    if (from >= at) masked += text.slice(at, from) + mask;
    at = Math.max(at, to);
  }
  return masked + text.slice(at);
}

const SHORTEST_READING = 3;
/** So many characters of a form are looked for first: enough that nothing else has them. */
const HINT = 16;

/** A pattern that matches the text and nothing else. */
export function escapeRegExp(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
}
