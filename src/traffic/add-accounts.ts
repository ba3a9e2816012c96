import { DROP_NAMES, type ShadowAccounts } from '../contract/traffic/traffic.ts';

/** The accounts of two who took requests of one stream: each request stands in those of one of them. */
export function addAccounts(first: ShadowAccounts, second: ShadowAccounts): ShadowAccounts {
  const dropped = { ...first.dropped };
  for (const reason of DROP_NAMES) dropped[reason] += second.dropped[reason];
  return {
    arrivals: first.arrivals + second.arrivals,
    unsampled: first.unsampled + second.unsampled,
    dropped,
    waiting: first.waiting + second.waiting,
    sent: first.sent + second.sent,
    asking: first.asking + second.asking,
    answered: first.answered + second.answered,
    failed: first.failed + second.failed,
    expired: first.expired + second.expired,
  };
}

/** Of whoever ended in the middle of it: what waited is killed, and what was sent and not answered is expired. */
export function endAccounts(accounts: ShadowAccounts): ShadowAccounts {
  const { dropped, waiting, asking, expired } = accounts;
  return {
    ...accounts,
    dropped: { ...dropped, killed: dropped.killed + waiting },
    waiting: 0,
    asking: 0,
    expired: expired + asking,
  };
}
