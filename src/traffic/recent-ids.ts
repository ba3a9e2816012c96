/** The ids that came last, as many as `most`: an older one that comes again is taken for a new one. */
export function recentIds(most: number): { has(id: string): boolean; add(id: string): void } {
  const ids = new Set<string>();
  return {
    has: (id) => ids.has(id),
    add(id) {
      ids.add(id);
      // A set keeps the order in which it was filled.
      const [oldest] = ids.size > most ? ids : [];
      if (oldest !== undefined) ids.delete(oldest);
    },
  };
}
