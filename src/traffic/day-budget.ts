/** What may be spent in a day of UTC: tokens, and money in millionths of a millionth of a dollar. Null is no limit. */
export interface DayLimits {
  readonly tokens: number | null;
  readonly picos: bigint | null;
}

export interface Spending {
  readonly tokens: number;
  readonly picos: bigint;
}

/** What was spent, and what may be by that which is being asked. */
export interface SpentDay extends Spending {
  /** ISO 8601. */
  readonly day: string;
}

export interface DayBudget {
  /** Holds so much back for a request that is to be asked. Gives the day of which it does; null where that has no room for it. */
  reserve(most: Spending, wallMs: number): string | null;
  /** What was really spent of that which was held back of a day, whatever day it is by now. */
  settle(day: string, reserved: Spending, spent: Spending): void;
  /** With what is held back: who is killed may have spent it. */
  spent(wallMs: number): SpentDay;
}

/** Of a clock that is set back over midnight the day that was is needed again. */
const MOST_DAYS = 3;

/** `before` is what others, or this one before it was started anew, spent. */
export function dayBudget(limits: DayLimits, before: readonly SpentDay[]): DayBudget {
  const days = new Map<string, SpentDay>();

  function of(day: string): SpentDay {
    const known = days.get(day);
    if (known !== undefined) return known;
    const own = before.filter((each) => each.day === day);
    return {
      day,
      tokens: own.reduce((sum, { tokens }) => sum + tokens, 0),
      picos: own.reduce((sum, { picos }) => sum + picos, 0n),
    };
  }

  function add(day: string, { tokens, picos }: Spending): void {
    const then = of(day);
    days.set(day, { day, tokens: then.tokens + tokens, picos: then.picos + picos });
    const [oldest] = days.keys();
    if (days.size > MOST_DAYS && oldest !== undefined) days.delete(oldest);
  }

  return {
    reserve(most, wallMs) {
      const day = dayOf(wallMs);
      const today = of(day);
      const isOver =
        (limits.tokens !== null && today.tokens + most.tokens > limits.tokens) ||
        (limits.picos !== null && today.picos + most.picos > limits.picos);
      if (isOver) return null;
      add(day, most);
      return day;
    },
    settle(day, reserved, spent) {
      // Of a day that is long over nobody asks any more.
      if (!days.has(day)) return;
      add(day, { tokens: spent.tokens - reserved.tokens, picos: spent.picos - reserved.picos });
    },
    spent: (wallMs) => of(dayOf(wallMs)),
  };
}

/** Of UTC, ISO 8601. */
export function dayOf(wallMs: number): string {
  return new Date(wallMs).toISOString().slice(0, 'YYYY-MM-DD'.length);
}
