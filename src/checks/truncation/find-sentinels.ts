import type { Sentinel } from '../../contract/prompt.ts';
import type { OutputJson } from '../output-json.ts';
import { openAnswer, prepareWords, type SoughtWords, type Spoken } from '../parity/find-words.ts';

/** A fact of a long input that an answer must hold, as it is looked for. */
export interface SoughtSentinel {
  readonly sentinel: Sentinel;
  readonly words: SoughtWords;
}

export function prepareSentinels(sentinels: readonly Sentinel[]): readonly SoughtSentinel[] {
  return sentinels.map((sentinel) => ({ sentinel, words: prepareWords(sentinel.fact) }));
}

const NONE: readonly Sentinel[] = [];

/** Those that an answer lacks. */
export function findMissing(
  sought: readonly SoughtSentinel[],
  response: Spoken | null,
  json: OutputJson | null,
): readonly Sentinel[] {
  if (sought.length === 0 || response === null) return NONE;
  const holds = openAnswer(response, json);
  return sought.filter(({ words }) => !holds(words)).map(({ sentinel }) => sentinel);
}
