import type { Moment } from '../contract/rollout/ledger.ts';

/**
 * How long it is from the first of some moments to the last, at least. Between two that one start of one machine counted
 * it is the lesser of what its count and the wall clock say, so that no clock that is set makes it longer; all of them
 * together take no longer than the wall clock says.
 */
export function elapsedMs(moments: readonly Moment[]): number {
  const [first, last] = [moments.at(0), moments.at(-1)];
  if (first === undefined || last === undefined) return 0;
  const sum = moments.slice(1).reduce((total, to, index) => total + between(moments[index] ?? to, to), 0);
  return Math.min(sum, wallMs(first, last));
}

export function wallMs(from: Pick<Moment, 'at'>, to: Pick<Moment, 'at'>): number {
  return Math.max(0, Date.parse(to.at) - Date.parse(from.at));
}

function between(from: Moment, to: Moment): number {
  const wall = wallMs(from, to);
  // A container may show an uptime of its own: one that went back is another count.
  const isOneCount = from.boot !== null && from.boot === to.boot && to.upMs >= from.upMs;
  return isOneCount ? Math.min(wall, to.upMs - from.upMs) : wall;
}
