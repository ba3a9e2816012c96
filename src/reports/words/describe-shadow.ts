import type { ShadowReport, Twins } from '../../contract/traffic/shadow-report.ts';
import type { DropReason, ShadowAccounts } from '../../contract/traffic/traffic.ts';
import { DROP_NAMES } from '../../contract/traffic/traffic.ts';
import { count, plural } from '../text/format.ts';

/** What became of live requests, in sentences; none where the run asked prompts of suites. */
export function describeShadow(shadow: ShadowReport | null): string[] {
  if (shadow === null) return [];
  const { accounts, twins, oneTurn, losses } = shadow;
  return [
    describeAccounts(accounts),
    ...(twins === null ? [] : [describeTwins(twins)]),
    ...(oneTurn === 0 ? [] : [describeOneTurn(oneTurn, accounts.sent)]),
    ...losses.map(
      ({ field, action, reason, requests }) =>
        `${action} ${field}: ${reason} (${count(requests)} ${plural(requests, 'request')})`,
    ),
  ];
}

/** How live answers stand to what the other side came to, each in one place. */
function describeTwins({ both, liveAlone, twinAlone, neither, missing }: Twins): string {
  return `beside live answers: ${count(both)} answered by both sides, ${count(liveAlone)} by the live one alone, ${count(twinAlone)} by the other alone, ${count(neither)} by neither, ${count(missing)} without a twin`;
}

/** One-turn parity is all that can be said of a request whose tools were run on the live side. */
export function describeOneTurn(oneTurn: number, of: number): string {
  return `one-turn parity: the history of ${count(oneTurn)} of ${count(of)} live ${plural(of, 'request')} holds results of tools, and what follows calls of a side's own was not asked`;
}

/** Every request stands in one place: the sum of what is named last is what arrived. */
export function describeAccounts(accounts: ShadowAccounts): string {
  const { arrivals, unsampled, waiting, sent, asking, answered, failed, expired } = accounts;
  const reasons = DROP_NAMES.flatMap((reason: DropReason) => {
    const dropped = accounts.dropped[reason];
    return dropped === 0 ? [] : [`${count(dropped)} ${reason}`];
  });
  const dropped = DROP_NAMES.reduce((sum, reason) => sum + accounts.dropped[reason], 0);
  const why = reasons.length === 0 ? '' : ` (${reasons.join(', ')})`;
  const open = waiting === 0 ? [] : [`${count(waiting)} waiting`];
  const sides = [`${count(answered)} answered`, `${count(failed)} failed`, `${count(expired)} expired`];
  const pending = asking === 0 ? [] : [`${count(asking)} being asked`];
  return [
    `${count(arrivals)} arrived: ${count(unsampled)} unsampled`,
    `${count(dropped)} dropped${why}`,
    ...open,
    `${count(sent)} sent: ${[...sides, ...pending].join(', ')}`,
  ].join(', ');
}
