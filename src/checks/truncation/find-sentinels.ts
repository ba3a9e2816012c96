import type { Sentinel } from '../../contract/suites/prompt.ts';
import { prepareWords, type HoldsWords, type SoughtWords } from '../parity/find-words.ts';

/** A fact of a long input that an answer must hold, as it is looked for. */
export interface SoughtSentinel {
  readonly sentinel: Sentinel;
  readonly words: SoughtWords;
}

export function prepareSentinels(sentinels: readonly Sentinel[]): readonly SoughtSentinel[] {
  return sentinels.map((sentinel) => ({ sentinel, words: prepareWords(sentinel.fact) }));
}

/** Those that an answer lacks. */
export function findMissing(sought: readonly SoughtSentinel[], holds: HoldsWords): readonly Sentinel[] {
  return sought.filter(({ words }) => !holds(words)).map(({ sentinel }) => sentinel);
}
