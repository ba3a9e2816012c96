/** More than work in proportion takes on a busy machine, and less than its square does. */
export const MOST_GROWTH = 12;

/** Below this the clock's own noise is what is measured. */
const FLOOR_MS = 3;
const ROUNDS = 3;

/**
 * How many times as long four times the size takes: 4 for work in proportion, 16 for its square. `prepare` makes the
 * work of a size; only the work is timed, the best of three rounds.
 */
export function growth(prepare: (size: number) => () => void, size: number): number {
  const [small, large] = [best(prepare(size)), best(prepare(4 * size))];
  return large / Math.max(small, FLOOR_MS);
}

function best(work: () => void): number {
  return Math.min(...Array.from({ length: ROUNDS }, () => workedMs(work)));
}

/** What the process worked, not what it waited: on a busy machine the longer work is interrupted, the shorter is not. */
export function workedMs(work: () => void): number {
  const from = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1_000;
}
