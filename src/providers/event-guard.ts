import { GuardError } from '../contract/guard-error.ts';
import type { Guards } from '../contract/target.ts';

/** Counts the events of one response against the target's limits. Readers ask it; whoever reads on looks at `tripped`. */
export interface EventGuard {
  readonly tripped: GuardError | null;
  /** Notes one event of so many bytes; false when it is beyond a limit and not to be read. */
  admit(bytes: number): boolean;
  /** Notes how much is held of an event that has not ended; false when that is too much. */
  hold(bytes: number): boolean;
}

export function createEventGuard({
  maxEvents,
  maxEventBytes,
}: Pick<Guards, 'maxEvents' | 'maxEventBytes'>): EventGuard {
  let tripped: GuardError | null = null;
  let events = 0;
  const hold = (bytes: number): boolean => {
    if (bytes > maxEventBytes) tripped ??= new GuardError('event-bytes', maxEventBytes);
    return tripped === null;
  };
  return {
    get tripped() {
      return tripped;
    },
    admit(bytes) {
      events += 1;
      if (events > maxEvents) tripped ??= new GuardError('event-count', maxEvents);
      return hold(bytes);
    },
    hold,
  };
}

/** For bytes that somebody else has limited. */
export function unlimitedEvents(): EventGuard {
  return createEventGuard({ maxEvents: Number.POSITIVE_INFINITY, maxEventBytes: Number.POSITIVE_INFINITY });
}
