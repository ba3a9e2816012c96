import { WORDS_CHARS } from './clip-text.ts';
import { PHRASES, type RankedPhrase } from './match-text.ts';
import { requiredWords, WORD_KEY_CHARS } from './phrases/required-words.ts';

/** Words are told apart by so many marks: enough to say that one is not there, and that few are looked up. */
const MARKS = 2048;

/**
 * Which phrases to try for which word. A cue is a word of a phrase's rarest set; those of words with the same mark are
 * chained: `first[mark]`, then `next[cue]`, until -1. Plain numbers, because every error is looked at so.
 */
interface Cues {
  readonly first: Int32Array;
  readonly next: Int32Array;
  readonly keys: Int32Array;
  readonly phrases: Int32Array;
  /** What a longer word goes on with after its key. */
  readonly rests: readonly string[];
  /** Of each phrase the second set of words of which a match must have one, as marks; empty when there is none. */
  readonly others: readonly Int32Array[];
}

/** Made when the first error is read: most calls have none. */
const cues = once(() => cuesOf(PHRASES));

function once<Value extends object>(make: () => Value): () => Value {
  let made: Value | null = null;
  return () => (made ??= make());
}

/** Each phrase stands under those words of its pattern that are the rarest in what people got. */
function cuesOf(phrases: readonly RankedPhrase[]): Cues {
  const heard = new Map<number, number>();
  for (const { phrase } of phrases) {
    const count = readWords(phrase.seen);
    for (const key of keys.subarray(0, count)) heard.set(key, (heard.get(key) ?? 0) + 1);
  }
  const frequency = (words: readonly string[]): number =>
    words.reduce((sum, word) => sum + (heard.get(keyOf(word)) ?? 0), 0);
  const sets = phrases.map(({ phrase }) =>
    requiredWords(phrase.pattern.source).toSorted((a, b) => frequency(a) - frequency(b)),
  );
  const called = sets.flatMap(([rarest = []], phrase) =>
    [...new Set(rarest)].map((word) => ({ word, phrase, key: keyOf(word) })),
  );
  const first = new Int32Array(MARKS).fill(-1);
  const next = Int32Array.from(called, ({ key }, cue) => {
    const before = first[markOf(key)] ?? -1;
    first[markOf(key)] = cue;
    return before;
  });
  return {
    first,
    next,
    keys: Int32Array.from(called, ({ key }) => key),
    phrases: Int32Array.from(called, ({ phrase }) => phrase),
    rests: called.map(({ word }) => word.slice(WORD_KEY_CHARS).toLowerCase()),
    others: sets.map(([, other = []]) => Int32Array.from(other, (word) => markOf(keyOf(word)))),
  };
}

function keyOf(word: string): number {
  let key = 0;
  for (let at = 0; at < word.length && at < WORD_KEY_CHARS; at += 1)
    key = (key << 6) | signOf(word.charCodeAt(at));
  return key;
}

/** 1 to 36 for an ASCII letter of either case and a digit, 0 for all else. */
const SIGNS = Uint8Array.from({ length: 128 }, (_, code) => {
  if (code >= 97 && code <= 122) return code - 96;
  if (code >= 65 && code <= 90) return code - 64;
  return code >= 48 && code <= 57 ? code - 21 : 0;
});

function signOf(code: number): number {
  return code < 128 ? (SIGNS[code] ?? 0) : 0;
}

function markOf(key: number): number {
  return Math.imul(key, 0x9e3779b1) >>> 21;
}

/** The words of the text that is being looked at: their keys, where each begins, and which marks they make. */
const keys = new Int32Array(WORDS_CHARS + 1);
const starts = new Int32Array(WORDS_CHARS + 1);
const marks = new Uint8Array(MARKS);

/** Returns how many words there are; what is longer than any text that is read is left out. */
function readWords(text: string): number {
  marks.fill(0);
  const end = Math.min(text.length, WORDS_CHARS + 1);
  let count = 0;
  let key = 0;
  let letters = 0;
  for (let at = 0; at <= end; at += 1) {
    const sign = at < end ? signOf(text.charCodeAt(at)) : 0;
    if (sign !== 0) {
      if (letters < WORD_KEY_CHARS) key = (key << 6) | sign;
      letters += 1;
    } else if (letters > 0) {
      marks[markOf(key)] = 1;
      keys[count] = key;
      starts[count] = at - letters;
      count += 1;
      key = 0;
      letters = 0;
    }
  }
  return count;
}

/** The phrases whose words stand in the text, without which the pattern need not be tried, each once. */
export function callPhrases(text: string): readonly number[] {
  const called: number[] = [];
  const { first, next, keys: cueKeys, phrases, rests, others } = cues();
  const count = readWords(text);
  for (let at = 0; at < count; at += 1) {
    const key = keys[at] ?? 0;
    for (let cue = first[markOf(key)] ?? -1; cue >= 0; cue = next[cue] ?? -1) {
      const phrase = phrases[cue] ?? 0;
      if (cueKeys[cue] !== key || !hasOne(others[phrase] ?? NONE)) continue;
      if (goesOn(text, (starts[at] ?? 0) + WORD_KEY_CHARS, rests[cue] ?? '') && !called.includes(phrase)) {
        called.push(phrase);
      }
    }
  }
  return called;
}

const NONE = new Int32Array(0);

function hasOne(set: Int32Array): boolean {
  for (let at = 0; at < set.length; at += 1) if (marks[set[at] ?? 0] === 1) return true;
  return set.length === 0;
}

/** Whether the rest of a word stands there, whose key does. */
function goesOn(text: string, start: number, rest: string): boolean {
  for (let at = 0; at < rest.length; at += 1) {
    if (signOf(text.charCodeAt(start + at)) !== signOf(rest.charCodeAt(at))) return false;
  }
  return true;
}
