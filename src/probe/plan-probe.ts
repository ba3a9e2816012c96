import type { Read } from '../contract/probe/capability-file.ts';
import { nextLook, wanted, type LadderPlan, type Rung } from './context/ladder.ts';
import { lengthsLeft, rungsOf } from './context/window.ts';
import type { Settled } from './settled-part.ts';

/** Questions of one look at a length: each task at each depth once. */
const LOOK = 25;
/** The most of one length: four looks. */
const MOST = 100;

/** The parts of a probe. */
export const PROBE_PARTS = ['bits', 'output', 'context'] as const;
export type ProbePart = (typeof PROBE_PARTS)[number];

const SHORTEST = 1_024;
/** A cap that is asked for once, with its question. */
const LEAST_OUTPUT = 320;

/** What is to be asked of one target. */
export interface ProbeLeft {
  /** All requests and answers of its bits, by an estimate. */
  readonly bitTokens: number;
  /** What need not be asked again. */
  readonly settled: Settled;
  /** The longest input that is asked about. */
  readonly top: number;
}

/** What a part takes at the least, in tokens. */
export function leastOf(part: ProbePart, { bitTokens, settled, top }: ProbeLeft): number {
  if (part === 'bits') return bitTokens;
  if (part === 'output') return settled.output === null ? LEAST_OUTPUT : 0;
  return settled.context === null ? leastOfContext(settled.reads, top) : 0;
}

/** The shortest length whole, and one look at the next; where it is whole, the cheapest look that would tell more. */
function leastOfContext(reads: readonly Read[], top: number): number {
  const rungs = rungsOf(reads);
  const looks = wanted(rungs, ladderOf(reads, top, Number.POSITIVE_INFINITY));
  if (looks.length === 0) return 0;
  const left = MOST - (rungs.find(({ length }) => length === SHORTEST)?.asked ?? 0);
  if (left > 0) return left * SHORTEST + LOOK * 2 * SHORTEST;
  return Math.min(...looks.map(({ length, questions }) => length * questions));
}

/** How the search goes on from what was answered, with so many tokens beside those that were spent. */
export function ladderOf(reads: readonly Read[], top: number, left: number): LadderPlan {
  const spent = rungsOf(reads).reduce((sum, { asked, length }) => sum + asked * length, 0);
  return { lengths: lengthsLeft(reads, top), look: LOOK, most: MOST, budget: spent + left };
}

/** The length that so many tokens pay for, where every question is answered rightly from now on; `top` at the most. */
export function lengthPaidBy(budget: number, reads: readonly Read[], top: number): number {
  const rungs = new Map<number, Rung>(rungsOf(reads).map((rung) => [rung.length, rung]));
  const plan = ladderOf(reads, top, budget);
  for (;;) {
    const look = nextLook([...rungs.values()], plan);
    if (look === null) return Math.max(0, ...rungs.keys());
    const asked = (rungs.get(look.length)?.asked ?? 0) + look.questions;
    const right = (rungs.get(look.length)?.right ?? 0) + look.questions;
    rungs.set(look.length, { length: look.length, asked, right });
  }
}
