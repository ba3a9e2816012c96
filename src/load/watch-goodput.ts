import type { CertificateRow, Sample, Stage } from '../contract/load/load.ts';
import type { Limits } from '../contract/load/load-limits.ts';
import { judgeGoodput, type GoodputVerdict } from './judge-goodput.ts';
import { MOST_STAGES, type TriedRate } from './search-capacity.ts';
import { settleSamples, type Slot } from './settle-samples.ts';

/** Of scheduled requests, within their limits. */
export const CARRIED_SHARE = 0.95;
export const CARRIED_CONFIDENCE = 0.95;

/** The chance to be wrong is that of a whole search: each of its stages has its part. */
export const STAGE_ALPHA = (1 - CARRIED_CONFIDENCE) / MOST_STAGES;

const FIRST_LOOK = 160;
const NEXT_LOOK = 1.25;

/** Looks at a stage while it runs: rarely, for each look spends some of the chance to be wrong. */
export interface GoodputWatch {
  /** Whether it is known what the target makes of this rate. `nowMs` is from the stage's start. */
  isDecided(slots: readonly Slot[], nowMs: number): boolean;
  /** As it was decided, or as it is when nothing more comes. */
  verdict(samples: readonly Sample[], nowMs: number): GoodputVerdict;
}

export function watchGoodput(
  { warmUpMs }: Pick<Stage, 'warmUpMs'>,
  asked: { readonly limits: Limits; readonly isStreamed: boolean },
): GoodputWatch {
  let [look, nextLook, answers] = [0, FIRST_LOOK, 0];
  let decided: GoodputVerdict | null = null;
  const judge = (slots: readonly Slot[], nowMs: number): GoodputVerdict => {
    look += 1;
    const measured = slots.filter((slot) =>
      'inFlightSince' in slot ? slot.inFlightSince >= warmUpMs : slot.phase === 'measured',
    );
    const settled = settleSamples(measured, { ...asked, nowMs });
    return judgeGoodput(settled, { share: CARRIED_SHARE, alpha: STAGE_ALPHA, look });
  };
  return {
    isDecided(slots, nowMs) {
      if (decided !== null) return true;
      if (nowMs >= warmUpMs) answers += 1;
      if (answers < nextLook) return false;
      nextLook = Math.ceil(nextLook * NEXT_LOOK);
      const verdict = judge(slots, nowMs);
      if (verdict.verdict === 'open') return false;
      decided = verdict;
      return true;
    },
    verdict: (samples, nowMs) => decided ?? judge(samples, nowMs),
  };
}

/**
 * The samples of a stage that was ended, because it was decided or by somebody: what was in flight then, and what was
 * scheduled after the first of that, is none of what was measured.
 */
export function leaveUndecided(samples: readonly Sample[]): readonly Sample[] {
  const first = samples.findIndex(({ outcome }) => outcome === 'cut');
  if (first < 0) return samples;
  return samples.map((sample, at) =>
    at >= first && sample.phase === 'measured' ? { ...sample, phase: 'cool-down' } : sample,
  );
}

/** Rows that speak of this process, and not of the target. */
const OURS: ReadonlySet<string> = new Set(['rate', 'schedule lag', 'event loop', 'clocks']);

/**
 * What a rate comes to with what its stage rests on. Drops leave standing what is shown without them: that too many were
 * late of those that were sent.
 */
export function judgeRate(
  { verdict }: GoodputVerdict,
  certificate: readonly CertificateRow[],
): TriedRate['verdict'] {
  const broken = certificate.filter(({ holds }) => holds === false);
  if (broken.some(({ row }) => OURS.has(row))) return 'refused';
  return verdict === 'open' && broken.some(({ row }) => row === 'drops') ? 'dropped' : verdict;
}
