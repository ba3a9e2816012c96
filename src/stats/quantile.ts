/**
 * Type 7 of R. J. Hyndman and Y. Fan, The American Statistician 50 (1996) 361-365: linear between order statistics.
 * Takes values in ascending order, infinities among them; null where there are none.
 */
export function quantile(ascending: ArrayLike<number>, p: number): number | null {
  const last = ascending.length - 1;
  const place = Math.min(Math.max(p, 0), 1) * last;
  const low = ascending[Math.floor(place)];
  const high = ascending[Math.ceil(place)];
  if (low === undefined || high === undefined) return null;
  // Between two infinities, or no way towards one, is nothing to interpolate.
  const share = place - Math.floor(place);
  return share === 0 || low === high ? low : low + share * (high - low);
}
