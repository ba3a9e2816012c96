/** Bounds are found to so much. */
const CLOSE = 1e-11;
const BOWED = 0.2;

/**
 * Between `low` and `high` the last place at which a falling function reaches 0: `low` itself where it does not even there,
 * `high` where it does to the end. Interpolation that is held to the worst of halving: I. F. D. Oliveira and R. H. C.
 * Takahashi, An enhancement of the bisection method, ACM Transactions on Mathematical Software 47 (2020) 5.
 */
export function lastReaching(low: number, high: number, falling: (at: number) => number): number {
  let [a, b] = [low, high];
  let [above, below] = [falling(a), falling(b)];
  if (!(above >= 0)) return low;
  if (below >= 0) return high;
  const [width, steps] = [b - a, Math.ceil(Math.log2((b - a) / (2 * CLOSE))) + 1];
  for (let step = 0; b - a > 2 * CLOSE; step += 1) {
    const at = nextPlace(a, b, above, below, {
      bow: (BOWED / width) * (b - a) ** 2,
      room: CLOSE * 2 ** (steps - step) - (b - a) / 2,
    });
    const inside = at > a && at < b ? at : (a + b) / 2;
    const value = falling(inside);
    if (value >= 0) [a, above] = [inside, value];
    else [b, below] = [inside, value];
  }
  return a;
}

/** Where the line between two values meets 0, a little towards the middle of them, and no farther off it than there is room. */
function nextPlace(
  a: number,
  b: number,
  above: number,
  below: number,
  { bow, room }: { readonly bow: number; readonly room: number },
): number {
  const middle = (a + b) / 2;
  const line = (below * a - above * b) / (below - above);
  if (!Number.isFinite(line)) return middle;
  const towards = Math.sign(middle - line);
  const bowed = bow <= Math.abs(middle - line) ? line + towards * bow : middle;
  return Math.abs(bowed - middle) <= room ? bowed : middle - towards * Math.max(room, 0);
}
