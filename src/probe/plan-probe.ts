/** Questions of one look at a length: each task at each depth once. */
export const LOOK = 25;
/** The most of one length: four looks. */
export const MOST = 100;

/** The parts of a probe. */
export const PROBE_PARTS = ['bits', 'output', 'context'] as const;
export type ProbePart = (typeof PROBE_PARTS)[number];

/** The least that tells something of the context: the shortest length whole, and one look at the next. */
const LEAST_CONTEXT = MOST * 1_024 + LOOK * 2_048;
/** A cap that is asked for once, with its question. */
const LEAST_OUTPUT = 320;

/** What a part takes at the least, in tokens. `bits`: by an estimate of all their requests and answers. */
export function leastOf(part: ProbePart, bits: number): number {
  if (part === 'bits') return bits;
  return part === 'output' ? LEAST_OUTPUT : LEAST_CONTEXT;
}

/** The length up to which one look at each step would be paid for by so many tokens, at the most `top`. */
export function lengthPaidBy(tokens: number, top: number): number {
  let left = tokens - MOST * 1_024;
  let length = 1_024;
  while (length * 2 <= top && left >= LOOK * length * 2) {
    length *= 2;
    left -= LOOK * length;
  }
  return length;
}
