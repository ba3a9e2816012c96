/** So many units of a text are looked up at once. */
export const BLOCK = 3;
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
  if (codes.length === 0) return () => false;
  const { reach, steps, endingIn } = stepsOf(codes);
  if (reach < BLOCK) return (units) => codes.some((word) => stands(word, units));
  return (units) => {
    const { length } = units;
    let at = reach - 1;
    while (at < length) {
      const block = blockOf(units[at - 2] ?? 0, units[at - 1] ?? 0, units[at] ?? 0);
      const step = steps[block] ?? 0;
      at += step;
      if (step > 0) continue;
      if (anyStandsAt(endingIn.get(block) ?? NONE, units, at - reach + 1)) return true;
      at += 1;
    }
    return false;
  };
}

interface Steps {
  /** So many units of each word are looked at. */
  readonly reach: number;
  /** By block, how far from where it ends a word can end at the earliest. */
  readonly steps: Uint8Array;
  /** The words of which so much ends in a block. */
  readonly endingIn: ReadonlyMap<number, readonly (readonly number[])[]>;
}

/** Empty where a word is shorter than a block. */
export function stepsOf(codes: readonly (readonly number[])[]): Steps {
  const reach = Math.min(...codes.map(({ length }) => length), FARTHEST);
  const endingIn = new Map<number, (readonly number[])[]>();
  if (reach < BLOCK) return { reach, steps: new Uint8Array(), endingIn };
  const steps = new Uint8Array(BLOCKS).fill(reach - BLOCK + 1);
  for (const word of codes) {
    for (let at = BLOCK - 1; at < reach; at += 1) {
      const block = blockAt(word, at);
      steps[block] = Math.min(steps[block] ?? 0, reach - 1 - at);
    }
    const last = blockAt(word, reach - 1);
    endingIn.set(last, [...(endingIn.get(last) ?? []), word]);
  }
  return { reach, steps, endingIn };
}

export function codesOf(word: string): readonly number[] {
  return Array.from({ length: word.length }, (_, at) => word.charCodeAt(at));
}

/** Of the block that ends here. */
function blockAt(word: readonly number[], at: number): number {
  return blockOf(word[at - 2] ?? 0, word[at - 1] ?? 0, word[at] ?? 0);
}

export function blockOf(first: number, second: number, third: number): number {
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
