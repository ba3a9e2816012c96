import type { Arm } from '../contract/traffic-rules.ts';

/** Requests that an arm served in a stretch of time, and those of them whose first attempt gave no answer. */
interface ArmBin {
  readonly fromMs: number;
  readonly tally: { readonly bad: number; readonly n: number };
}

export interface ArmCounts {
  count(arm: Arm, isBad: boolean): void;
  /** By their time. The first holds all that is older than an hour. */
  bins(arm: Arm): readonly ArmBin[];
  /** Of both arms together; null before the first request. */
  sinceMs(): number | null;
}

const BIN_MS = 10_000;
/** An hour, and the stretch that is not over. */
const MOST_BINS = 361;

/** Counts what arms served since it was made, in bounded memory however long that is. */
export function countArms(nowMs: () => number): ArmCounts {
  const bins: Readonly<Record<Arm, ArmBin[]>> = { baseline: [], candidate: [] };
  let since: number | null = null;
  return {
    count(arm, isBad) {
      const fromMs = Math.floor(nowMs() / BIN_MS) * BIN_MS;
      since ??= nowMs();
      const list = bins[arm];
      const last = list.at(-1);
      const isSame = last?.fromMs === fromMs;
      const { bad, n } = isSame ? last.tally : { bad: 0, n: 0 };
      list.splice(isSame ? -1 : list.length, 1, { fromMs, tally: { bad: bad + (isBad ? 1 : 0), n: n + 1 } });
      while (list.length > 1 && (list[1]?.fromMs ?? fromMs) < fromMs - MOST_BINS * BIN_MS) mergeOldest(list);
    },
    bins: (arm) => bins[arm],
    sinceMs: () => since,
  };
}

function mergeOldest(list: ArmBin[]): void {
  const [first, second] = list.splice(0, 2);
  if (first === undefined || second === undefined) return;
  const tally = { bad: first.tally.bad + second.tally.bad, n: first.tally.n + second.tally.n };
  list.unshift({ fromMs: first.fromMs, tally });
}
