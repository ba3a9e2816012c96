import type { Exchange } from '../contract/exchanges/exchange.ts';
import type { Mode } from '../contract/exchanges/mode.ts';
import type { AskedAgain } from './gate-evidence.ts';
import { serverErrorsOf } from './read-record.ts';

/** One mode of a pair. `breaks` is null where it could not be compared, and should have been. */
export interface PairAgain {
  readonly mode: Mode;
  readonly baseline: Exchange | null;
  readonly candidate: Exchange | null;
  /** Whether each side broke a client. */
  readonly breaks: { readonly baseline: boolean; readonly candidate: boolean } | null;
}

type Side = 'baseline' | 'candidate';

interface OpenPair {
  readonly modes: Set<Mode>;
  isCompared: boolean;
  readonly breaks: Record<Side, boolean>;
  readonly serverErrors: Record<Side, Set<string>>;
}

/** The pairs of one prompt asked again, one mode at a time and in any order; what was planned and not added is missing. */
export interface AgainGathering {
  /** `pair` tells pairs apart; one that was not planned adds nothing. */
  add(pair: string, mode: PairAgain): void;
  gathered(): AskedAgain;
}

export function gatherAgain(modes: readonly Mode[], planned: readonly string[]): AgainGathering {
  const pairs = new Map(planned.map((pair) => [pair, openPair()]));
  return {
    add(name, { mode, baseline, candidate, breaks }) {
      const pair = pairs.get(name);
      if (pair === undefined || !modes.includes(mode)) return;
      pair.modes.add(mode);
      if (breaks === null) pair.isCompared = false;
      for (const [side, exchange] of [
        ['baseline', baseline],
        ['candidate', candidate],
      ] as const) {
        pair.breaks[side] ||= breaks?.[side] === true;
        for (const shown of exchange === null ? [] : serverErrorsOf(exchange))
          pair.serverErrors[side].add(shown);
      }
    },
    gathered() {
      const all = [...pairs.values()];
      const compared = all.filter((pair) => isWhole(pair, modes) && pair.isCompared);
      const shown = (side: Side): readonly string[] =>
        all.flatMap(({ serverErrors }) => [...serverErrors[side]]).toSorted();
      return {
        pairs: all.length,
        missing: all.filter((pair) => !isWhole(pair, modes)).length,
        uncompared: all.length - compared.length,
        worse: compared.filter(({ breaks }) => breaks.candidate && !breaks.baseline).length,
        better: compared.filter(({ breaks }) => breaks.baseline && !breaks.candidate).length,
        serverErrors: { baseline: shown('baseline'), candidate: shown('candidate') },
      };
    },
  };
}

function isWhole({ modes: seen }: OpenPair, modes: readonly Mode[]): boolean {
  return seen.size === modes.length;
}

function openPair(): OpenPair {
  return {
    modes: new Set(),
    isCompared: true,
    breaks: { baseline: false, candidate: false },
    serverErrors: { baseline: new Set(), candidate: new Set() },
  };
}
