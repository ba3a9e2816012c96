/** How much of what may be asked beside live traffic is asked now. */
export interface YieldingPace {
  /** 0 is nothing that is not begun, 1 as much as may. */
  share(): number;
  /** By how many milliseconds on average the loop that serves live traffic was late, over one window of time. */
  late(lateMs: number): void;
}

/**
 * What the loop may be later than without a shadow. Milliseconds. A machine with others on it is late by some now and then,
 * and whoever yields to that asks too little for a decision: half a millisecond here cost three of four requests of a quiet one.
 */
const ALLOWED_MS = 5;
/** What differs by chance grows with what it is. */
const BY_CHANCE = 1.5;
/** For so many windows nothing is begun, to learn how late the loop is without. */
const RESTS = 4;
const LEAST = 1 / 64;
const STEP = 1 / 8;
/** What of a window that was quieter than was known counts at once: any may be so by chance. */
const QUIETER = 1 / 4;

/**
 * Asks less while the loop that serves is later than it is without a shadow, and more again while it is not. Each late
 * window halves the share, which grows by an eighth in each other. Where that does not help, nothing is begun for a while:
 * what the loop is late then is not the shadow's doing, and is what later windows are held against. So a loop that is as busy
 * with its clients all the time holds up nothing for long. That each may yield by what it measures itself
 * is RFC 6817's way (LEDBAT), which is to leave a link to whatever else goes over it.
 */
export function yieldingPace(): YieldingPace {
  let share = 1;
  let quietMs = 0;
  let rested: readonly number[] = [];
  return {
    share: () => share,
    late(lateMs) {
      if (share === 0) {
        rested = [...rested, lateMs];
        if (rested.length < RESTS) return;
        quietMs = rested.reduce((sum, each) => sum + each, 0) / RESTS;
        rested = [];
        share = LEAST;
        return;
      }
      if (lateMs > quietMs * BY_CHANCE + ALLOWED_MS) {
        share = share > LEAST ? Math.max(LEAST, share / 2) : 0;
        return;
      }
      quietMs += Math.min(0, lateMs - quietMs) * QUIETER;
      share = Math.min(1, share + Math.min(share, STEP));
    },
  };
}
