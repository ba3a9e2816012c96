/** A process that asked prompts of a run, whose requests count their times from when it began. */
interface Leg {
  /** How many records stood then. */
  readonly records: number;
  readonly startedMs: number;
}

/** When a run that was stopped asked nothing, in ms of the wall clock. One that ends before it begins shows a clock that was set. */
export interface Gap {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Puts the requests of all legs on one clock, that of the first. What lay between two legs is a gap, and no time of the run. */
export interface PlacedLegs {
  /** `askedMs` since the run began, of the next record in their order. */
  next(askedMs: number | null): number | null;
  gaps(): readonly Gap[];
}

export function placeLegs(legs: readonly Leg[]): PlacedLegs {
  const begunMs = legs[0]?.startedMs ?? 0;
  /** When each leg last asked something, by its place; one that asked nothing has none. */
  const asked = new Map<number, number>();
  let seen = 0;
  return {
    next(askedMs) {
      const at = legs.findLastIndex(({ records }) => records <= seen);
      seen += 1;
      if (askedMs === null) return null;
      const ms = (legs[at]?.startedMs ?? begunMs) + askedMs;
      asked.set(at, Math.max(asked.get(at) ?? ms, ms));
      return ms - begunMs;
    },
    gaps() {
      const gaps: Gap[] = [];
      let fromMs = begunMs;
      for (const [at, { startedMs }] of legs.entries()) {
        const lastMs = asked.get(at);
        if (lastMs === undefined) continue;
        if (at > 0) gaps.push({ fromMs, toMs: startedMs });
        fromMs = lastMs;
      }
      return gaps;
    },
  };
}
