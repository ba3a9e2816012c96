import type { ArmBin } from '../contract/traffic/arm-bin.ts';
import type { Arm } from '../contract/traffic/traffic-rules.ts';
import { sumByKey } from '../stats/sum-by-key.ts';

/** The bins of both arms, by their time. */
export type ArmBins = Readonly<Record<Arm, readonly ArmBin[]>>;

/** A request of which it is known how it began. */
export interface BegunRequest {
  readonly arm: Arm;
  readonly isBad: boolean;
  /** The bucket that its client falls into: nobody else is to be known here. */
  readonly bucket: number;
}

export interface ArmCounts {
  count(request: BegunRequest): void;
  /** By their time. The first holds all that is older than an hour. */
  bins(arm: Arm): readonly ArmBin[];
}

const BIN_MS = 10_000;
/** An hour, and the stretch that is not over. */
const MOST_BINS = 361;
/** Whoever fails more than the others is among so many. */
const MOST_FAILING = 16;

/** Counts what arms served since it was made, beside what was counted before, in bounded memory however long that is. */
export function countArms(nowMs: () => number, before: ArmBins = NO_BINS): ArmCounts {
  const bins = { baseline: [...before.baseline], candidate: [...before.candidate] };
  return {
    count({ arm, isBad, bucket }) {
      const fromMs = Math.floor(nowMs() / BIN_MS) * BIN_MS;
      const list = bins[arm];
      const last = list.at(-1);
      const isSame = last?.fromMs === fromMs;
      const { bad, n } = isSame ? last.tally : NOTHING;
      const known = isSame ? last.failing : NOBODY;
      const failing = isBad ? sumFailing([known, new Map([[bucket, 1]])]) : known;
      const tally = { bad: bad + (isBad ? 1 : 0), n: n + 1 };
      list.splice(isSame ? -1 : list.length, 1, { fromMs, tally, failing });
      while (list.length > 1 && (list[1]?.fromMs ?? fromMs) < fromMs - MOST_BINS * BIN_MS) mergeOldest(list);
    },
    bins: (arm) => bins[arm],
  };
}

const NO_BINS: ArmBins = { baseline: [], candidate: [] };
const NOTHING = { bad: 0, n: 0 };
const NOBODY: ReadonlyMap<number, number> = new Map();

function mergeOldest(list: ArmBin[]): void {
  const [first, second] = list.splice(0, 2);
  if (first === undefined || second === undefined) return;
  const tally = { bad: first.tally.bad + second.tally.bad, n: first.tally.n + second.tally.n };
  list.unshift({ fromMs: first.fromMs, tally, failing: sumFailing([first.failing, second.failing]) });
}

/** Of too many those with the fewest go, the oldest first: who came last may be about to fail more. */
function sumFailing(all: readonly ReadonlyMap<number, number>[]): ReadonlyMap<number, number> {
  const sum = sumByKey(all);
  while (sum.size > MOST_FAILING) {
    const least = Math.min(...sum.values());
    const [bucket] = [...sum].find(([, bad]) => bad === least) ?? [];
    if (bucket === undefined) break;
    sum.delete(bucket);
  }
  return sum;
}
