import { NO_DROPS, DROP_NAMES, type DropReason, type ShadowAccounts } from '../contract/traffic/traffic.ts';

/** How a request that was sent ended. */
export type SentOutcome = 'answered' | 'failed' | 'expired';

/** The accounts of a shadow while it runs. Each request goes through them one way, and stands in one place at any time. */
export interface OpenAccounts {
  arrived(): void;
  unsampled(): void;
  drop(reason: DropReason): void;
  waits(): void;
  /** It waited, and is not asked. */
  dropWaiting(reason: DropReason): void;
  /** It waited, and is asked now. */
  sends(): void;
  ended(outcome: SentOutcome): void;
  read(): ShadowAccounts;
}

export function openAccounts(): OpenAccounts {
  const dropped = { ...NO_DROPS };
  const counts = { arrivals: 0, unsampled: 0, waiting: 0, sent: 0, asking: 0 };
  const ended = { answered: 0, failed: 0, expired: 0 };
  return {
    arrived() {
      counts.arrivals += 1;
    },
    unsampled() {
      counts.unsampled += 1;
    },
    drop(reason) {
      dropped[reason] += 1;
    },
    waits() {
      counts.waiting += 1;
    },
    dropWaiting(reason) {
      counts.waiting -= 1;
      dropped[reason] += 1;
    },
    sends() {
      counts.waiting -= 1;
      counts.sent += 1;
      counts.asking += 1;
    },
    ended(outcome) {
      counts.asking -= 1;
      ended[outcome] += 1;
    },
    read: () => ({ ...counts, ...ended, dropped: { ...dropped } }),
  };
}

/** Whether every request stands in one place: arrivals = unsampled + dropped + waiting + sent, and what was sent alike. */
export function isBalanced(accounts: ShadowAccounts): boolean {
  const { arrivals, unsampled, waiting, sent, asking, answered, failed, expired } = accounts;
  const dropped = DROP_NAMES.reduce((sum, reason) => sum + accounts.dropped[reason], 0);
  return arrivals === unsampled + dropped + waiting + sent && sent === asking + answered + failed + expired;
}

/** What came since they were read before; what waits is of now, and what was sent is told by whoever sent it. */
export function accountsSince(
  now: ShadowAccounts,
  before: Pick<ShadowAccounts, 'unsampled' | 'dropped'>,
): Pick<ShadowAccounts, 'unsampled' | 'dropped' | 'waiting'> {
  const dropped = { ...now.dropped };
  for (const reason of DROP_NAMES) dropped[reason] -= before.dropped[reason];
  return { unsampled: now.unsampled - before.unsampled, dropped, waiting: now.waiting };
}
