/** Of the whole numbers above `low` the least for which something holds that holds for `high` and for all between. */
export function leastAbove(low: number, high: number, holds: (n: number) => boolean): number {
  let [under, over] = [low, high];
  while (over - under > 1) {
    const middle = Math.floor((under + over) / 2);
    if (holds(middle)) over = middle;
    else under = middle;
  }
  return over;
}

/**
 * The same where nobody knows how high to look: from `first` on, each time twice as far, and null where that comes to
 * more than `most`.
 */
export function leastUpTo(most: number, first: number, holds: (n: number) => boolean): number | null {
  let high = first;
  while (!holds(high)) {
    high *= 2;
    if (high > most) return null;
  }
  return leastAbove(Math.floor(high / 2), high, holds);
}
