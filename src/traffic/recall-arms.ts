import type { LiveCounts } from '../contract/rollout/live-counts.ts';
import { ARMS, type Arm } from '../contract/traffic/traffic-rules.ts';
import type { Clock } from '../contract/world.ts';
import type { ArmBins, ArmCounts } from './count-arms.ts';

type BothClocks = Pick<Clock, 'nowMs' | 'wallMs'>;

/** What was counted, as another process can read it: by the wall clock, for nobody shares ours. */
export function spellArms(
  counts: Pick<ArmCounts, 'bins'>,
  of: Pick<LiveCounts, 'migration' | 'since'>,
  clock: BothClocks,
): LiveCounts {
  const startMs = clock.wallMs() - clock.nowMs();
  const spell = (arm: Arm): LiveCounts[Arm] =>
    counts.bins(arm).map(({ fromMs, tally, failing }) => ({
      from: new Date(startMs + fromMs).toISOString(),
      ...tally,
      failing: [...failing],
    }));
  return { schemaVersion: 1, ...of, baseline: spell('baseline'), candidate: spell('candidate') };
}

/** The same by our clock. Where the wall clock was set back, what it says is to come was just now. */
export function recallArms(all: readonly LiveCounts[], clock: BothClocks): ArmBins {
  const ageMs = (from: string): number => Math.max(0, clock.wallMs() - Date.parse(from));
  const [baseline, candidate] = ARMS.map((arm) =>
    all
      .flatMap((counts) => counts[arm])
      .map(({ from, bad, n, failing }) => ({
        fromMs: clock.nowMs() - ageMs(from),
        tally: { bad, n },
        failing: new Map(failing),
      }))
      .toSorted((a, b) => a.fromMs - b.fromMs),
  );
  return { baseline: baseline ?? [], candidate: candidate ?? [] };
}
