import type { Explanation } from './normalize-error.ts';

/** A run of plain words: what stays when numbers, names and quotes change. */
const RUNS = /[a-z][a-z'’]*(?: [a-z][a-z'’]*)+/gi;

const MOST_WORDS = 6;
const SEEN_CHARS = 300;

/**
 * The row to add for an error that no rule knows, or of which only the status was heard or a hint though words were said;
 * null for any other. Its pattern is the longest run of plain words: a proposal, to be shortened by who knows the software.
 */
export function suggestPhrase({ error, decided }: Explanation, who: string): string | null {
  const byLess = /^(?:status|hint)\//.test(decided.rule);
  if (decided.rule !== 'none' && !byLess) return null;
  const seen = error.message.replaceAll(/\s+/g, ' ').slice(0, SEEN_CHARS);
  const [longest] = [...seen.matchAll(RUNS)].map(([run]) => run).toSorted((a, b) => b.length - a.length);
  const silent = (error.raw.body ?? '').trim() === '' && (error.raw.message ?? '').trim() === '';
  if (longest === undefined || silent) return null;
  const pattern = longest.split(' ').slice(0, MOST_WORDS).join(' ').toLowerCase();
  const file = byLess ? `phrases/${error.kind.replaceAll('_', '-')}.ts` : 'phrases/<kind>.ts';
  return `${file}: phrase(/${pattern}/i, { seen: ${JSON.stringify(seen)}, who: ${JSON.stringify(who)}, source: "https://" }),`;
}
