import { nextLook, type Rung } from './context/ladder.ts';
import { lengthsUpTo } from './context/search-accepted.ts';

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

/** The length that so many tokens pay for, where every question is answered rightly; `top` at the most. */
export function lengthPaidBy(budget: number, top: number): number {
  const rungs = new Map<number, Rung>();
  for (;;) {
    const look = nextLook([...rungs.values()], { lengths: lengthsUpTo(top), look: LOOK, most: MOST, budget });
    if (look === null) return Math.max(0, ...rungs.keys());
    const asked = (rungs.get(look.length)?.asked ?? 0) + look.questions;
    rungs.set(look.length, { length: look.length, asked, right: asked });
  }
}
