import type { ErrorKind } from '../../contract/error-kind.ts';
import { ORDER, type PhraseTier } from './phrases/order.ts';
import type { Phrase, PhraseGroup } from './phrases/phrase.ts';
import { requiredWords, WORD_KEY_CHARS } from './phrases/required-words.ts';

/** A phrase in the order of precedence: within a tier the first that matches decides. */
export interface RankedPhrase {
  readonly phrase: Phrase;
  readonly kind: ErrorKind;
  readonly tier: PhraseTier;
}

export const PHRASES: readonly RankedPhrase[] = ORDER.flatMap(
  ([tier, group]: readonly [PhraseTier, PhraseGroup]) =>
    group.phrases.map((phrase) => ({ phrase, kind: group.kind, tier })),
);

/** Where in the table each tier stands. */
export const TIERS: Readonly<Record<PhraseTier, { readonly from: number; readonly to: number }>> = {
  fault: rangeOf('fault'),
  reason: rangeOf('reason'),
  time: rangeOf('time'),
  bytes: rangeOf('bytes'),
  vague: rangeOf('vague'),
};

function rangeOf(tier: PhraseTier): { readonly from: number; readonly to: number } {
  return {
    from: PHRASES.findIndex((ranked) => ranked.tier === tier),
    to: PHRASES.findLastIndex((ranked) => ranked.tier === tier) + 1,
  };
}

/** A phrase to try where a word of the text begins so. */
interface Cue {
  readonly word: string;
  readonly phrase: number;
}

/** Key of the beginning of a word -> what to try. Made when the first error is read: most calls have none. */
const cues = once(() => cuesOf(PHRASES));

function once<Value extends object>(make: () => Value): () => Value {
  let made: Value | null = null;
  return () => (made ??= make());
}

/** Each phrase stands under those words of its pattern that are the rarest in what people got. */
function cuesOf(phrases: readonly RankedPhrase[]): ReadonlyMap<number, readonly Cue[]> {
  const heard = new Map<number, number>();
  for (const { phrase } of phrases) {
    eachWord(phrase.seen, (key) => heard.set(key, (heard.get(key) ?? 0) + 1));
  }
  const frequency = (words: readonly string[]): number =>
    words.reduce((sum, word) => sum + (heard.get(keyOf(word)) ?? 0), 0);
  const byKey = new Map<number, Cue[]>();
  for (const [at, { phrase }] of phrases.entries()) {
    const [rarest = []] = requiredWords(phrase.pattern.source).toSorted(
      (a, b) => frequency(a) - frequency(b),
    );
    for (const word of new Set(rarest)) {
      const key = keyOf(word);
      const known = byKey.get(key);
      if (known === undefined) byKey.set(key, [{ word, phrase: at }]);
      else known.push({ word, phrase: at });
    }
  }
  return byKey;
}

function keyOf(word: string): number {
  let key = 0;
  for (let at = 0; at < word.length && at < WORD_KEY_CHARS; at += 1)
    key = key * 64 + signOf(word.charCodeAt(at));
  return key;
}

/** 1 to 36 for an ASCII letter of either case and a digit, 0 for all else. */
function signOf(code: number): number {
  if (code >= 97 && code <= 122) return code - 96;
  if (code >= 65 && code <= 90) return code - 64;
  return code >= 48 && code <= 57 ? code - 21 : 0;
}

/** The phrases of which a word stands in the text, without which the pattern need not be tried; in their order. */
export function callPhrases(text: string): readonly number[] {
  const called: number[] = [];
  const byKey = cues();
  eachWord(text, (key, start) => {
    const found = byKey.get(key);
    if (found === undefined) return;
    for (const { word, phrase } of found) {
      if (goesOn(text, start, word) && !called.includes(phrase)) called.push(phrase);
    }
  });
  return called.length < 2 ? called : called.sort((a, b) => a - b);
}

/** Whether the rest of a word stands there, whose key does. */
function goesOn(text: string, start: number, word: string): boolean {
  for (let at = WORD_KEY_CHARS; at < word.length; at += 1) {
    if (signOf(text.charCodeAt(start + at)) !== signOf(word.charCodeAt(at))) return false;
  }
  return true;
}

function eachWord(text: string, take: (key: number, start: number) => void): void {
  let key = 0;
  let letters = 0;
  for (let at = 0; at <= text.length; at += 1) {
    const sign = at < text.length ? signOf(text.charCodeAt(at)) : 0;
    if (sign === 0) {
      if (letters > 0) take(key, at - letters);
      key = 0;
      letters = 0;
    } else {
      if (letters < WORD_KEY_CHARS) key = key * 64 + sign;
      letters += 1;
    }
  }
}

/**
 * The name of a phrase: what it matches of the text that somebody got. `context_overflow/exceeds-the-available-context-size`.
 */
export function idOf({ phrase, kind }: RankedPhrase): string {
  const matched = phrase.pattern.exec(phrase.seen)?.[0] ?? phrase.pattern.source;
  return `${kind}/${matched
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')}`;
}
