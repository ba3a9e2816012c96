import type { Exchange } from '../contract/exchanges/exchange.ts';

/** What the servers of two sides say of their versions, by where they say it; null where one does not. */
export type HeardServers = readonly {
  readonly name: string;
  readonly baseline: string | null;
  readonly candidate: string | null;
}[];

export interface ServerFold {
  add(side: Side, exchange: Exchange): void;
  heard(): HeardServers;
}

type Side = 'baseline' | 'candidate';

const FINGERPRINT = 'system_fingerprint';

/** Of one name. What is said comes from outside, and may be another word each time. */
const MOST_WORDS = 8;

/** Exchanges in, in any order; the distinct words of each side out, from these headers and from what answers say. */
export function hearServers(headers: readonly string[]): ServerFold {
  const words = { baseline: new Map<string, Set<string>>(), candidate: new Map<string, Set<string>>() };

  function note(side: Side, name: string, word: string | null | undefined): void {
    if (word === null || word === undefined || word === '') return;
    const known = words[side].get(name) ?? new Set();
    words[side].set(name, known);
    if (known.size < MOST_WORDS) known.add(word);
  }

  return {
    add(side, { evidence, outcome }) {
      for (const name of headers) note(side, name, evidence?.headers[name]);
      const response = outcome.type === 'response' ? outcome.response : outcome.error.partial;
      note(side, FINGERPRINT, response?.systemFingerprint);
    },
    heard: () =>
      [...headers, FINGERPRINT].map((name) => ({
        name,
        baseline: spell(words.baseline.get(name)),
        candidate: spell(words.candidate.get(name)),
      })),
  };
}

function spell(words: ReadonlySet<string> | undefined): string | null {
  return words === undefined ? null : [...words].toSorted().join(', ');
}
