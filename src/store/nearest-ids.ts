import { distance } from 'fastest-levenshtein';

const KEPT = 3;
const HEAD = /^\{"id":("(?:[^"\\]|\\.)*")/;

/** Collects, over the lines of exchanges.jsonl, the ids that are most like the one sought. */
export function nearestIds(sought: string): { add(line: string): void; best(): readonly string[] } {
  let best: { readonly id: string; readonly apart: number }[] = [];
  return {
    add(line) {
      const id = HEAD.exec(line)?.[1]?.slice(1, -1);
      if (id === undefined) return;
      const apart = id.includes(sought) ? 0 : distance(id, sought);
      const last = best[KEPT - 1];
      if (last !== undefined && last.apart <= apart) return;
      best = [...best, { id, apart }].toSorted((a, b) => a.apart - b.apart).slice(0, KEPT);
    },
    best: () => best.map(({ id }) => id),
  };
}
