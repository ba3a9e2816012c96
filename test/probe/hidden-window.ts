import { nextLook, readLadder, type LadderPlan, type Rung } from '../../src/probe/context/ladder.ts';
import { seededRandom } from '../../src/stats/seeded-random.ts';

/** 1,024 to 131,072 tokens. */
const LENGTHS = Array.from({ length: 8 }, (_, at) => 2 ** (10 + at));
const MOST = 100;
/** Every question of every length. */
const GRID = LENGTHS.reduce((sum, length) => sum + MOST * length, 0);

const PLAN: LadderPlan = { lengths: LENGTHS, look: 25, most: MOST, budget: 0.6 * GRID };

/** A model that reads worse the longer its input is: a logistic curve over octaves, which nobody but this file knows. */
interface Window {
  /** The share of right answers to what is short. */
  readonly ceiling: number;
  /** The length at which half of that is left, and by how much of the logit an octave weighs. */
  readonly half: number;
  readonly slope: number;
}

function drawWindow(seed: number): Window {
  const random = seededRandom('window', seed);
  return {
    ceiling: 0.9 + 0.1 * random(),
    // From one octave above the shortest length to two above the longest.
    half: 2 ** (11 + 8 * random()),
    slope: 1.5 + 2.5 * random(),
  };
}

function scoreAt({ ceiling, half, slope }: Window, tokens: number): number {
  return ceiling / (1 + Math.exp(slope * Math.log2(tokens / half)));
}

/** The longest of the lengths that is read at least 0.85 times as well as the shortest: what is to be found. */
function truthOf(window: Window): number {
  const base = scoreAt(window, PLAN.lengths[0] ?? 0);
  return PLAN.lengths.findLast((length) => scoreAt(window, length) >= 0.85 * base) ?? 0;
}

export interface Found {
  readonly truth: number;
  readonly found: number;
  /** Tokens spent, as a share of those of the full grid. */
  readonly share: number;
}

/** Looks for the window of a seed as `probe` does, with coins in place of answers. */
export function findWindow(seed: number): Found {
  const window = drawWindow(seed);
  const random = seededRandom('answers', seed);
  const rungs = new Map<number, Rung>();
  let spent = 0;
  for (;;) {
    const look = nextLook([...rungs.values()], PLAN);
    if (look === null) break;
    const { length, questions } = look;
    const before = rungs.get(length) ?? { length, asked: 0, right: 0 };
    const right = Array.from({ length: questions }, random).filter(
      (drawn) => drawn < scoreAt(window, length),
    );
    rungs.set(length, { length, asked: before.asked + questions, right: before.right + right.length });
    spent += questions * length;
  }
  return {
    truth: truthOf(window),
    found: readLadder([...rungs.values()], PLAN).proved ?? 0,
    share: spent / GRID,
  };
}

/** The same over many seeds. */
export function findWindows(seeds: number) {
  const all = Array.from({ length: seeds }, (_, at) => findWindow(at + 1));
  const octaves = all.map(({ truth, found }) => Math.abs(Math.log2(found / truth)));
  const shares = all.map(({ share }) => share).toSorted((a, b) => a - b);
  return {
    seeds,
    withinOctave: octaves.filter((apart) => apart <= 1).length / seeds,
    exact: octaves.filter((apart) => apart === 0).length / seeds,
    tooLong: all.filter(({ truth, found }) => found > truth).length / seeds,
    meanShare: shares.reduce((sum, share) => sum + share, 0) / seeds,
    largestShare: shares.at(-1) ?? 0,
  };
}
