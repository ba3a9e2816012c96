import { distance } from 'fastest-levenshtein';

const MOST_LISTED = 16;

/** The known word that was probably meant, or null. */
export function nearest(word: string, known: readonly string[]): string | null {
  const asked = word.toLowerCase();
  const ranked = known
    .map((name) => ({ name, distance: distance(asked, name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1));
  const best = ranked[0];
  if (best === undefined) return null;
  const isRelated = best.distance < Math.max(asked.length, best.name.length);
  if (isRelated && best.distance <= Math.max(2, Math.floor(best.name.length * 0.4))) return best.name;
  const holders = known.filter((name) => asked.length >= 3 && name.toLowerCase().includes(asked));
  return holders.length === 1 ? (holders[0] ?? null) : null;
}

/** What to write instead of a word that is not known. */
export function suggest(word: string, known: readonly string[]): string {
  const guess = nearest(word, known);
  if (guess !== null) return `did you mean "${guess}"?`;
  if (known.length === 0) return 'there is none to choose from';
  const listed = known.slice(0, MOST_LISTED).join(', ');
  return known.length > MOST_LISTED ? `known: ${listed}, ...` : `known: ${listed}`;
}
