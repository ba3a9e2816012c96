import type { ShadowAccounts } from '../contract/traffic/traffic.ts';

/** What a process wrote of its accounts last: it may have ended well or have been killed at any moment after. */
export interface AccountsThen extends Pick<ShadowAccounts, 'unsampled' | 'dropped' | 'waiting' | 'sent'> {}

/**
 * The accounts of a run that is over, whoever ended it. `sent` are the requests that stand in it; what waited then, and was
 * not sent since, was killed with its process. What was sent without all of its answers is expired: nobody asks it again.
 */
export function closeAccounts(
  { unsampled, dropped: before, waiting, sent: sentThen }: AccountsThen,
  { sent, answered, failed }: Pick<ShadowAccounts, 'sent' | 'answered' | 'failed'>,
): ShadowAccounts {
  const killed = Math.max(0, waiting - (sent - sentThen));
  const dropped = { ...before, killed: before.killed + killed };
  return {
    arrivals: unsampled + Object.values(dropped).reduce((sum, count) => sum + count, 0) + sent,
    unsampled,
    dropped,
    waiting: 0,
    sent,
    asking: 0,
    answered,
    failed,
    expired: sent - answered - failed,
  };
}
