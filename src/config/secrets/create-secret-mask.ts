import type { Redact } from '../../contract/world.ts';
import { isKnowable } from './is-knowable.ts';
import { createSpellingGate, placeSpellings, readSpellings, type TextOf } from './read-spellings.ts';
import { secretForms } from './secret-forms.ts';

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

/**
 * Masks every given secret in every spelling that is usual, and nothing else: plain, in base64 and hexadecimal, and with
 * any of its characters spelled as JSON, HTML or a URL spells them, within each other too. What `isKnowable` refuses is
 * left alone. Idempotent and linear in the text.
 */
export function createSecretMask(secrets: readonly string[]): SecretMask {
  const known = secrets.filter(isKnowable);
  // A secret that holds what looks like a spelling is compared as it is and as it would be read, which is shorter.
  const read = known.flatMap((secret) => [secret, ...readSpellings(secret, 'characters')]);
  const forms = [...new Set(read.filter(({ length }) => length >= SHORTEST_READING).flatMap(secretForms))];
  const mask = maskFor(forms);
  if (forms.length === 0) return { mask, apply: (text) => text };
  const longestFirst = forms.sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const pattern = new RegExp(longestFirst.map(escapeRegExp).join('|'), 'g');
  const hints = [...new Set(forms.map(rarePart))];
  const isClean = (text: string): boolean => !hints.some((hint) => text.includes(hint));

  const maySpell = createSpellingGate(forms.join(''));
  // Where no secret has more than ASCII it is all one what the other characters are.
  const kinds: readonly TextOf[] = isAscii(forms) ? ['bytes'] : ['bytes', 'characters'];

  const maskPlain: Redact = (text) => (isClean(text) ? text : text.replace(pattern, mask));
  const maskSpelled: Redact = (text) => {
    let masked = text;
    for (const of of kinds) {
      const holds = readSpellings(masked, of).some((reading) => !isClean(reading));
      if (holds) masked = maskPlaces(masked, of, pattern, mask);
    }
    return masked;
  };
  const maskText: Redact = (text) => {
    const plain = maskPlain(text);
    return maySpell(plain) ? maskSpelled(plain) : plain;
  };
  const maskPacked: Redact = (text) =>
    text.replace(BASE64_JSON, (packed) => {
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

function isAscii(texts: readonly string[]): boolean {
  return texts.every((text) => !/[^\0-\x7f]/.test(text));
}

/** Masks the places of a text at which any reading of it has what the pattern finds. */
function maskPlaces(text: string, of: TextOf, pattern: RegExp, mask: string): string {
  const places: (readonly [from: number, to: number])[] = [];
  for (const reading of placeSpellings(text, of)) {
    for (const { index, 0: found } of reading.text.matchAll(pattern)) {
      places.push([reading.from[index] ?? 0, reading.to[index + found.length - 1] ?? 0]);
    }
  }
  places.sort(([a], [b]) => a - b);
  let masked = '';
  let at = 0;
  for (const [from, to] of places) {
    if (from >= at) masked += text.slice(at, from) + mask;
    at = Math.max(at, to);
  }
  return masked + text.slice(at);
}

const SHORTEST_READING = 3;
const SHORTEST_HINT = 4;
/** Longer words are found no sooner, and the engine prepares for each search what grows with them. */
const LONGEST_HINT = 16;

/**
 * A part of a form that begins with a capital, else with a high digit. Nearly every text holds no secret, and these are
 * rare in what models and servers write: a search that begins with one hops from one to the next, where one for many
 * words at once looks at every character.
 */
function rarePart(form: string): string {
  const searched = form.slice(0, -SHORTEST_HINT);
  const at = [/[A-Z]/, /[7-9]/].map((rare) => searched.search(rare)).find((found) => found !== -1) ?? 0;
  return form.slice(at, at + LONGEST_HINT);
}

/** A pattern that matches the text and nothing else. */
export function escapeRegExp(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
}
