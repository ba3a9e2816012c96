import { GuardError, type GuardName } from '../contract/errors/guard-error.ts';
import type { Clock } from '../contract/world.ts';

export interface Deadline {
  readonly guard: GuardName;
  readonly limitMs: number;
  readonly atMs: number;
}

export interface DeadlineWatch {
  /** This deadline was met. */
  lift(guard: GuardName): void;
  stop(): void;
}

/** Several deadlines on one timer, which is set anew only when it goes off: lifting one costs nothing. */
export function watchDeadlines(
  clock: Clock,
  deadlines: readonly Deadline[],
  onMissed: (missed: GuardError) => void,
): DeadlineWatch {
  let open = deadlines.toSorted((a, b) => a.atMs - b.atMs);
  let cancel: (() => void) | null = null;
  const arm = (): void => {
    const next = open[0];
    if (next !== undefined) cancel = clock.timer(Math.max(1, next.atMs - clock.nowMs()), check);
  };
  const check = (): void => {
    const next = open[0];
    if (next !== undefined && next.atMs <= clock.nowMs()) onMissed(new GuardError(next.guard, next.limitMs));
    else arm();
  };
  arm();
  return {
    lift(guard) {
      if (open.some((deadline) => deadline.guard === guard)) {
        open = open.filter((deadline) => deadline.guard !== guard);
      }
    },
    stop: () => cancel?.(),
  };
}
