/**
 * Times with those that were not taken because the one before held up the line: a sender that means to send each
 * `intervalMs` and waits for a slow answer meanwhile omits requests that would have waited too. Each time t above the
 * interval stands for t - interval, t - 2 interval, … as well. Takes ms, returns them ascending.
 * https://github.com/HdrHistogram/HdrHistogram#corrected-vs-raw-value-recording-calls
 */
export function addOmitted(timesMs: ArrayLike<number>, intervalMs: number): Float64Array {
  if (!(intervalMs > 0)) throw new RangeError(`an interval of ${intervalMs} ms omits nothing`);
  const all: number[] = [];
  for (const timeMs of Array.from(timesMs)) {
    all.push(timeMs);
    for (let step = 1; timeMs - step * intervalMs >= intervalMs; step += 1) {
      all.push(timeMs - step * intervalMs);
    }
  }
  return Float64Array.from(all).sort();
}
