import { WORDS_CHARS } from './clip-text.ts';
import { PHRASES, TIERS, type RankedPhrase } from './match-text.ts';
import { requiredWords, WORD_KEY_CHARS, type WordSet } from './phrases/required-words.ts';

/** Words are told apart by so many marks: enough to say that one is not there, and that few are looked up. */
const MARKS = 2048;

/**
 * Which alternatives of phrases to try for which word. A cue is a word of an alternative's rarest set. Those of words
 * with one mark stand together, from `from[mark]` up to that of the next. Plain numbers, because every error is looked
 * at so.
 */
interface Cues {
  readonly from: Uint16Array;
  /**
   * Of each cue its key, the key of what its word goes on with and which bits of that count, its phrase, and where in
   * `sets` the other sets of its alternative begin.
   */
  readonly rows: Int32Array;
  /** What a word goes on with after both keys. */
  readonly rests: readonly string[];
  /** Sets one after the other, each as the count of its words and their marks; after the last of an alternative a 0. */
  readonly sets: Uint16Array;
}

/** Made when the first error is read: most calls have none. Of words that everybody uses there are no cues: hints have none. */
const cues = once(() => cuesOf(PHRASES.slice(0, TIERS.hint.from)));

function once<Value extends object>(make: () => Value): () => Value {
  let made: Value | null = null;
  return () => (made ??= make());
}

/** Each alternative stands under those words of it that are the rarest in what people got. */
function cuesOf(phrases: readonly RankedPhrase[]): Cues {
  const heard = new Map<number, number>();
  for (const { phrase } of phrases) {
    const count = readWords(phrase.seen);
    for (const key of keys.subarray(0, count)) heard.set(key, (heard.get(key) ?? 0) + 1);
  }
  const frequency = ({ words }: WordSet): number =>
    words.reduce((sum, word) => sum + (heard.get(keyOf(word)) ?? 0), 0);
  const packed: number[] = [];
  const called = phrases
    .flatMap(({ phrase: { pattern } }, phrase) =>
      alternativesOf(pattern, frequency).flatMap(([rarest, ...others]) => {
        const at = packed.length;
        for (const { words } of others)
          packed.push(words.length, ...words.map((word) => markOf(keyOf(word))));
        packed.push(0);
        return [...new Set(rarest?.words)].map((word) => ({ word, phrase, others: at, key: keyOf(word) }));
      }),
    )
    .toSorted((a, b) => markOf(a.key) - markOf(b.key));
  const from = new Uint16Array(MARKS + 1);
  for (const { key } of called) from[markOf(key) + 1] = (from[markOf(key) + 1] ?? 0) + 1;
  for (let mark = 0; mark < MARKS; mark += 1) from[mark + 1] = (from[mark + 1] ?? 0) + (from[mark] ?? 0);
  return {
    from,
    rows: Int32Array.from(
      called.flatMap(({ key, word, phrase, others }) => {
        const next = keyOf(word.slice(WORD_KEY_CHARS));
        const letters = Math.min(WORD_KEY_CHARS, Math.max(0, word.length - WORD_KEY_CHARS));
        return [key, toFront(next, letters), toFront((1 << (BITS * letters)) - 1, letters), phrase, others];
      }),
    ),
    rests: called.map(({ word }) => word.slice(2 * WORD_KEY_CHARS).toLowerCase()),
    sets: Uint16Array.from(packed),
  };
}

/** As many of a pattern's sets are looked for even where they may begin within a word. */
const RAREST = 2;

/**
 * The sets to look for, the rarest first. Where a match may begin within a word, its first words rule no alternative
 * out while those of another stand there.
 */
function alternativesOf(
  { source }: RegExp,
  frequency: (set: WordSet) => number,
): readonly (readonly WordSet[])[] {
  const rarestFirst = (sets: readonly WordSet[]): readonly WordSet[] =>
    sets.toSorted((a, b) => frequency(a) - frequency(b));
  const alternatives = requiredWords(source);
  const [only = []] = alternatives;
  if (alternatives.length === 1) return [rarestFirst(only).filter(({ leads }, at) => at < RAREST || !leads)];
  const firsts: WordSet = { words: alternatives.flatMap(([first]) => first?.words ?? []), leads: true };
  return alternatives.map((sets) => {
    const certain = rarestFirst(sets.filter(({ leads }) => !leads));
    return sets[0]?.leads === true ? [firsts, ...certain] : certain;
  });
}

function keyOf(word: string): number {
  let key = 0;
  for (let at = 0; at < word.length && at < WORD_KEY_CHARS; at += 1)
    key = (key << BITS) | signOf(word.charCodeAt(at));
  return key;
}

/** Of a letter in a key. */
const BITS = 6;

/** The key of so many letters as the beginning of one of as many as a key can have. */
function toFront(key: number, letters: number): number {
  return key << (BITS * (WORD_KEY_CHARS - letters));
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

/** The words of the text that is being looked at: their keys, those of what follows, where each begins, and which marks they make, as bits. */
const keys = new Int32Array(WORDS_CHARS + 1);
const nexts = new Int32Array(WORDS_CHARS + 1);
const starts = new Int32Array(WORDS_CHARS + 1);
const marks = new Int32Array(MARKS / 32);

/** Returns how many words there are; what is longer than any text that is read is left out. */
function readWords(text: string): number {
  marks.fill(0);
  const end = Math.min(text.length, WORDS_CHARS + 1);
  let count = 0;
  for (let at = 0; at < end; at += 1) {
    let sign = signOf(text.charCodeAt(at));
    if (sign === 0) continue;
    const start = at;
    let key = 0;
    let next = 0;
    do {
      if (at - start < WORD_KEY_CHARS) key = (key << BITS) | sign;
      else if (at - start < 2 * WORD_KEY_CHARS) next = (next << BITS) | sign;
      at += 1;
      sign = at < end ? signOf(text.charCodeAt(at)) : 0;
    } while (sign !== 0);
    const more = at - start - WORD_KEY_CHARS;
    const mark = markOf(key);
    marks[mark >>> 5] = (marks[mark >>> 5] ?? 0) | (1 << (mark & 31));
    keys[count] = key;
    nexts[count] = more <= 0 || more >= WORD_KEY_CHARS ? next : toFront(next, more);
    starts[count] = start;
    count += 1;
  }
  return count;
}

/** The phrases whose words stand in the text, without which the pattern need not be tried, each once, the strongest first. */
export function callPhrases(text: string): readonly number[] {
  const { from, rows, rests, sets } = cues();
  const count = readWords(text);
  for (let at = 0; at < count; at += 1) {
    const key = keys[at] ?? 0;
    const next = nexts[at] ?? 0;
    const mark = markOf(key);
    const end = from[mark + 1] ?? 0;
    for (let cue = from[mark] ?? 0; cue < end; cue += 1) {
      const row = CUE_FIELDS * cue;
      if (rows[row] !== key || (next & (rows[row + 2] ?? 0)) !== rows[row + 1]) continue;
      if (!hasOfEach(sets, rows[row + 4] ?? 0)) continue;
      if (!goesOn(text, (starts[at] ?? 0) + 2 * WORD_KEY_CHARS, rests[cue] ?? '')) continue;
      const phrase = rows[row + 3] ?? 0;
      heard[phrase >>> 5] = (heard[phrase >>> 5] ?? 0) | (1 << (phrase & 31));
    }
  }
  return takeHeard();
}

const CUE_FIELDS = 5;

/** The phrases of the text that is being looked at, as bits: in their order, and each once. */
const heard = new Int32Array(Math.ceil(PHRASES.length / 32));

function takeHeard(): readonly number[] {
  const called: number[] = [];
  for (let word = 0; word < heard.length; word += 1) {
    let bits = heard[word] ?? 0;
    if (bits === 0) continue;
    heard[word] = 0;
    for (; bits !== 0; bits &= bits - 1) called.push(32 * word + 31 - Math.clz32(bits & -bits));
  }
  return called;
}

/** Whether each of the sets that begin there has a word in the text, as far as marks tell. */
function hasOfEach(sets: Uint16Array, from: number): boolean {
  let at = from;
  for (;;) {
    const end = at + (sets[at] ?? 0);
    if (end === at) return true;
    do {
      at += 1;
      if (at > end) return false;
    } while (!isMarked(sets[at] ?? 0));
    at = end + 1;
  }
}

function isMarked(mark: number): boolean {
  return (((marks[mark >>> 5] ?? 0) >>> (mark & 31)) & 1) === 1;
}

/** Whether the rest of a word stands there, whose key does. */
function goesOn(text: string, start: number, rest: string): boolean {
  for (let at = 0; at < rest.length; at += 1) {
    if (signOf(text.charCodeAt(start + at)) !== signOf(rest.charCodeAt(at))) return false;
  }
  return true;
}
