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
  /** Holds so much back for a request that is to be asked; false where the day has no room for it. */
  reserve(most: Spending, wallMs: number): boolean;
  /** What of it was really spent. */
  settle(reserved: Spending, spent: Spending, wallMs: number): void;
  /** With what is held back: who is killed may have spent it. */
  spent(wallMs: number): SpentDay;
}

/** `before` is what others, or this one before it was started anew, spent. */
export function dayBudget(limits: DayLimits, before: readonly SpentDay[]): DayBudget {
  let today: SpentDay = { day: '', tokens: 0, picos: 0n };

  function turn(wallMs: number): void {
    const day = dayOf(wallMs);
    if (today.day === day) return;
    const own = before.filter((each) => each.day === day);
    today = {
      day,
      tokens: own.reduce((sum, { tokens }) => sum + tokens, 0),
      picos: own.reduce((sum, { picos }) => sum + picos, 0n),
    };
  }

  function add({ tokens, picos }: Spending): void {
    today = { ...today, tokens: today.tokens + tokens, picos: today.picos + picos };
  }

  return {
    reserve(most, wallMs) {
      turn(wallMs);
      const isOver =
        (limits.tokens !== null && today.tokens + most.tokens > limits.tokens) ||
        (limits.picos !== null && today.picos + most.picos > limits.picos);
      if (!isOver) add(most);
      return !isOver;
    },
    settle(reserved, spent, wallMs) {
      turn(wallMs);
      // What was held back yesterday is none of today's.
      const tokens = Math.max(0, today.tokens + spent.tokens - reserved.tokens);
      const picos = today.picos + spent.picos - reserved.picos;
      today = { ...today, tokens, picos: picos < 0n ? 0n : picos };
    },
    spent(wallMs) {
      turn(wallMs);
      return today;
    },
  };
}

/** Of UTC, ISO 8601. */
export function dayOf(wallMs: number): string {
  return new Date(wallMs).toISOString().slice(0, 'YYYY-MM-DD'.length);
}
