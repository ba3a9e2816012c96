/** A set of code points: ascending pairs of first and last that do not touch each other. */
export type CodePoints = readonly (readonly [first: number, last: number])[];

const LAST = 0x10ffff;

export function unionOf(sets: readonly CodePoints[]): CodePoints {
  const merged: [number, number][] = [];
  for (const [first, last] of sets.flat().toSorted(([a], [b]) => a - b)) {
    const before = merged.at(-1);
    if (before !== undefined && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else merged.push([first, last]);
  }
  return merged;
}

export function complementOf(set: CodePoints): CodePoints {
  const rest: [number, number][] = [];
  let from = 0;
  for (const [first, last] of set) {
    if (first > from) rest.push([from, first - 1]);
    from = last + 1;
  }
  if (from <= LAST) rest.push([from, LAST]);
  return rest;
}

export function overlap(a: CodePoints, b: CodePoints): boolean {
  return a.some(([first, last]) => b.some(([start, end]) => start <= last && first <= end));
}

export const NO_CHARACTER: CodePoints = [];
export const DIGITS: CodePoints = [[0x30, 0x39]];
export const WORD: CodePoints = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];
// https://tc39.es/ecma262/#prod-LineTerminator
export const LINE_ENDS: CodePoints = [
  [0xa, 0xa],
  [0xd, 0xd],
  [0x2028, 0x2029],
];
/** `\s`: https://tc39.es/ecma262/#prod-WhiteSpace and the ends of lines. */
export const SPACE: CodePoints = [
  [0x9, 0xd],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];
