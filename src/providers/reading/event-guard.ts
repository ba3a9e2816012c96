import { GuardError } from '../../contract/errors/guard-error.ts';
import type { Guards } from '../../contract/wires/target.ts';

/** Counts the events of one response against the target's limits. Readers ask it; whoever reads on looks at `tripped`. */
export interface EventGuard {
  readonly tripped: GuardError | null;
  /** Notes one event of so many bytes; false when it is beyond a limit and not to be read. */
  admit(bytes: number): boolean;
  /** Notes how much is held of an event that has not ended; false when that is too much. */
  hold(bytes: number): boolean;
}

type Limits = Pick<Guards, 'maxEvents' | 'maxEventBytes'>;

export function createEventGuard(limits: Limits): EventGuard {
  return new EventCount(limits);
}

class EventCount implements EventGuard {
  tripped: GuardError | null = null;
  readonly #limits: Limits;
  #events = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  admit(bytes: number): boolean {
    const { maxEvents } = this.#limits;
    this.#events += 1;
    if (this.#events > maxEvents) this.tripped ??= new GuardError('event-count', maxEvents);
    return this.hold(bytes);
  }

  hold(bytes: number): boolean {
    const { maxEventBytes } = this.#limits;
    if (bytes > maxEventBytes) this.tripped ??= new GuardError('event-bytes', maxEventBytes);
    return this.tripped === null;
  }
}

/** For bytes that somebody else has limited. */
export function unlimitedEvents(): EventGuard {
  return createEventGuard({ maxEvents: Number.POSITIVE_INFINITY, maxEventBytes: Number.POSITIVE_INFINITY });
}
