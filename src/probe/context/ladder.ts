import { wilsonInterval } from '../../stats/wilson-interval.ts';

/** How the longest input that a model still reads is looked for. */
export interface LadderPlan {
  /** Lengths to be asked at, in tokens, the shortest first: what a model makes of that one is its base. */
  readonly lengths: readonly number[];
  /** Questions of one look. */
  readonly look: number;
  /** The most of one length. */
  readonly most: number;
  /** What all looks together may take, in tokens. */
  readonly budget: number;
}

/** What was answered at one length. */
export interface Rung {
  readonly length: number;
  readonly asked: number;
  readonly right: number;
}

export interface JudgedRung extends Rung {
  /** Bounds of the share of right answers; null where nothing was asked. */
  readonly low: number | null;
  readonly high: number | null;
  readonly verdict: 'proved' | 'below' | 'open';
}

/** What is usable is read at least so well as the shortest inputs are: https://arxiv.org/abs/2404.06654, section 4, in shares. */
const SHARE_OF_BASE = 0.85;
/** Two-sided, of each look by itself: how many windows come out too long by four looks is counted by `npm run bench -- --probe`. */
const CONFIDENCE = 0.95;

/** Below this share a base is none: whoever fails at the shortest length is not failing for its length. */
const WEAKEST_BASE = 0.5;

/** The share of right answers at the shortest length; null while it was not looked at, or too weak to compare with. */
export function baseOf(rungs: readonly Rung[], { lengths }: LadderPlan): number | null {
  const base = rungs.find(({ length }) => length === lengths[0]);
  return base === undefined || base.asked === 0 ? null : base.right / base.asked;
}

export function isTooWeak(base: number): boolean {
  return base < WEAKEST_BASE;
}

/**
 * Each rung with its bounds. What is read at a length is read no worse at a shorter one: so whatever was answered at longer
 * ones with it bounds a share from below, and at shorter ones from above. Beside a base that is too weak nothing is proved.
 */
export function judgeRungs(rungs: readonly Rung[], plan: LadderPlan): readonly JudgedRung[] {
  const base = baseOf(rungs, plan);
  const bar = base === null ? Number.POSITIVE_INFINITY : base * SHARE_OF_BASE;
  const isWeak = base !== null && isTooWeak(base);
  const asked = rungs.filter((rung) => rung.asked > 0).toSorted((a, b) => a.length - b.length);
  return asked.map((rung, at): JudgedRung => {
    const low = Math.max(...pools(asked.slice(at)).map((pooled) => pooled.low));
    const high = Math.min(...pools(asked.slice(0, at + 1)).map((pooled) => pooled.high));
    const isBase = rung.length === plan.lengths[0];
    const verdict = isBase || low >= bar ? 'proved' : high < bar ? 'below' : 'open';
    return { ...rung, low, high, verdict: isWeak ? 'open' : verdict };
  });
}

/** The bounds of every row of rungs that stand next to each other. */
function pools(rungs: readonly Rung[]): readonly Bounds[] {
  return rungs.flatMap((_, from) =>
    rungs.slice(from).map((_, more) => pool(rungs.slice(from, from + more + 1))),
  );
}

interface Bounds {
  readonly low: number;
  readonly high: number;
}

function pool(rungs: readonly Rung[]): Bounds {
  const right = rungs.reduce((sum, rung) => sum + rung.right, 0);
  const asked = rungs.reduce((sum, rung) => sum + rung.asked, 0);
  return wilsonInterval(right, asked, CONFIDENCE) ?? { low: 0, high: 1 };
}

/** Who climbs leaves so many lengths out, and comes back to them where the next is not proved. */
const STRIDE = 2;

/** Questions of one length. */
export interface Look {
  readonly length: number;
  readonly questions: number;
}

/** What to look at next; null where it is found, or where no look that is left can be paid for. */
export function nextLook(rungs: readonly Rung[], plan: LadderPlan): Look | null {
  const spent = rungs.reduce((sum, { asked, length }) => sum + asked * length, 0);
  return (
    wanted(rungs, plan).find(({ length, questions }) => spent + length * questions <= plan.budget) ?? null
  );
}

/** Looks that would tell more, the best first. */
export function wanted(rungs: readonly Rung[], plan: LadderPlan): readonly Look[] {
  const { lengths, look, most } = plan;
  const judged = new Map(judgeRungs(rungs, plan).map((rung) => [rung.length, rung]));
  const more = (length: number): Look => {
    const left = most - (judged.get(length)?.asked ?? 0);
    return { length, questions: Math.min(look, left) };
  };
  const [first] = lengths;
  const base = baseOf(rungs, plan);
  if (first === undefined) return [];
  if (base === null || more(first).questions > 0) return [more(first)];
  if (isTooWeak(base)) return [];
  const verdictAt = (index: number) => judged.get(lengths[index] ?? 0)?.verdict ?? null;
  const indices = [...lengths.keys()];
  const open = indices.filter((index) => verdictAt(index) === 'open');
  const isClosed = indices.some((index) => verdictAt(index) === 'below');
  const proved = indices.findLast((index) => verdictAt(index) === 'proved') ?? 0;
  const reached = indices.findLast((index) => verdictAt(index) !== null) ?? 0;
  const gap = indices.find((index) => index > proved && verdictAt(index) !== null) ?? proved;
  const last = lengths.length - 1;
  const steps = [
    // A shorter step is one that may still be paid for.
    ...(isClosed ? [] : [Math.min(reached + STRIDE, last), Math.min(reached + 1, last)]),
    ...(gap - proved > 1 ? [Math.floor((proved + gap) / 2)] : []),
  ].filter((index) => verdictAt(index) === null);
  return [...open, ...steps]
    .flatMap((index) => more(lengths[index] ?? 0))
    .filter(({ questions }) => questions > 0);
}

/** What the rungs come to: the longest that is proved, and the shortest that is proved to be below. */
export function readLadder(
  rungs: readonly Rung[],
  plan: LadderPlan,
): { readonly proved: number | null; readonly below: number | null } {
  const judged = judgeRungs(rungs, plan);
  return {
    proved: judged.findLast(({ verdict }) => verdict === 'proved')?.length ?? null,
    below: judged.find(({ verdict }) => verdict === 'below')?.length ?? null,
  };
}
