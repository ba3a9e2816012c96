/** So many units of a text are looked up at once. */
const BLOCK = 3;
const BLOCKS = 2 ** 16;
const LAST = BLOCKS - 1;
const NONE: readonly (readonly number[])[] = [];
/** Of a word no more is looked up; with so many units steps are long enough. */
const FARTHEST = 64;

/** A text as its units, of UTF-16 or of a body's bytes. */
export type Units = Uint8Array | Uint16Array;

/**
 * A test whether a text holds any of the words, however many they are, by Wu and Manber ("A fast algorithm for
 * multi-pattern searching", 1994): the last block of a place says how far from here a word can end at the earliest, and
 * nearly no block of a text stands in a word, so most of a text is never looked at. The shortest word says how far.
 */
export function openScan(words: readonly string[]): (units: Units) => boolean {
  const codes = words.map(codesOf);
  const reach = Math.min(...codes.map(({ length }) => length), FARTHEST);
  if (codes.length === 0) return () => false;
  if (reach < BLOCK) return (units) => codes.some((word) => stands(word, units));
  const steps = new Uint8Array(BLOCKS).fill(reach - BLOCK + 1);
  const endingIn = new Map<number, (readonly number[])[]>();
  for (const word of codes) {
    for (let at = BLOCK - 1; at < reach; at += 1) {
      const block = blockAt(word, at);
      steps[block] = Math.min(steps[block] ?? 0, reach - 1 - at);
    }
    const last = blockAt(word, reach - 1);
    endingIn.set(last, [...(endingIn.get(last) ?? []), word]);
  }
  return (units) => {
    const { length } = units;
    let at = reach - 1;
    while (at < length) {
      const block = blockAt(units, at);
      const step = steps[block] ?? 0;
      at += step;
      if (step > 0) continue;
      if (anyStandsAt(endingIn.get(block) ?? NONE, units, at - reach + 1)) return true;
      at += 1;
    }
    return false;
  };
}

function codesOf(word: string): readonly number[] {
  return Array.from({ length: word.length }, (_, at) => word.charCodeAt(at));
}

/** Of the block that ends here. */
function blockAt(units: ArrayLike<number>, at: number): number {
  const first = units[at - 2] ?? 0;
  const second = units[at - 1] ?? 0;
  const third = units[at] ?? 0;
  return ((first << 10) ^ (second << 5) ^ third) & LAST;
}

/** Apart from the loop: each of its steps would make room for what a function in it holds on to. */
function anyStandsAt(words: readonly (readonly number[])[], units: Units, from: number): boolean {
  return words.some((word) => standsAt(word, units, from));
}

function standsAt(word: readonly number[], units: Units, from: number): boolean {
  return word.every((code, at) => units[from + at] === code);
}

function stands(word: readonly number[], units: Units): boolean {
  for (let from = 0; from + word.length <= units.length; from += 1) {
    if (standsAt(word, units, from)) return true;
  }
  return false;
}
