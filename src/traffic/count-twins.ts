import type { Twins } from '../contract/traffic/shadow-report.ts';
import type { LiveOutcome } from '../contract/traffic/traffic.ts';

/** A live answer, and what became of the same request at the other side: null where that did not come. */
export interface Twin {
  readonly live: LiveOutcome;
  readonly isAnswered: boolean | null;
}

/** Each live answer stands in one place: with its twin, or without. A live request is answered by a status of success. */
export function countTwins(twins: readonly Twin[]): Twins | null {
  if (twins.length === 0) return null;
  const of = (isLive: boolean, isTwin: boolean): number =>
    twins.filter(({ live, isAnswered }) => isGood(live) === isLive && isAnswered === isTwin).length;
  return {
    both: of(true, true),
    liveAlone: of(true, false),
    twinAlone: of(false, true),
    neither: of(false, false),
    missing: twins.filter(({ isAnswered }) => isAnswered === null).length,
  };
}

function isGood({ status }: LiveOutcome): boolean {
  return status !== null && status >= 200 && status < 300;
}
