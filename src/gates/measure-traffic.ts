import type { TrafficEvidence } from '../contract/rollout/rollout.ts';
import { knownBounds, scaledBounds, type Bounds } from './bounds.ts';
import { changeOf, riseOf } from './measure-change.ts';
import { failureBounds } from './measure-rate.ts';
import { unknown, type Meter } from './measured.ts';

/** So long traffic has to run without an incident, and without a gap in its windows. */
const QUIET_HOURS = 24;

/** What only the ledger of a rollout says: without one nothing is known of traffic. */
function ofTraffic(
  measure: (traffic: TrafficEvidence, ...rest: readonly [Parameters<Meter>[1], number]) => ReturnType<Meter>,
): Meter {
  return ({ traffic }, criterion, more) =>
    traffic === null
      ? unknown('no rollout of these sides is started, so nothing is known of their traffic: rollout start')
      : measure(traffic, criterion, more);
}

/** The rise of the share of requests that were sent again, pair by pair. The unit is the request. */
export const measureRetries: Meter = ofTraffic(({ retries }, criterion, more) => {
  const { neither, baseline, candidate, both } = retries;
  const pairs = [
    { baseline: 1, candidate: 1, times: neither },
    { baseline: 0, candidate: 1, times: baseline },
    { baseline: 1, candidate: 0, times: candidate },
    { baseline: 0, candidate: 0, times: both },
  ].filter(({ times }) => times > 0);
  if (pairs.length === 0 && more === 0) return unknown('no window asked both sides: rollout record');
  const fall = changeOf(pairs, criterion, more);
  return fall.what === 'unknown' ? fall : riseOf(fall);
});

/** The share of requests that failed, over the share that may. */
export const measureBurn: Meter = ofTraffic(({ requests, failed, errorBudget }, criterion, more) => {
  const n = requests + more;
  if (n === 0) return unknown('no window of this step holds a request: rollout record');
  const within = { ...criterion, threshold: criterion.threshold * errorBudget };
  const bounds = scaledBounds(failureBounds(failed, n, within), 1 / errorBudget);
  return { what: 'measured', observed: failed / n / errorBudget, bounds, n, against: null };
});

/** 1 where everything is there that the way back takes. */
export const measureWayBack: Meter = ofTraffic(({ lacking }) => {
  const observed = lacking.length === 0 ? 1 : 0;
  const against = observed === 1 ? null : ({ verdict: 'inconclusive', reason: lacking.join('; ') } as const);
  return { what: 'measured', observed, bounds: exactly(observed), n: 1, against };
});

/** Incidents in the windows that lead up to now. */
export const measureIncidents: Meter = ofTraffic(({ unbroken }) => {
  const { hours, windows, incidents } = unbroken;
  const observed = incidents.length;
  if (observed > 0) {
    const reason = `incidents: ${[...new Set(incidents)].toSorted().join(', ')}`;
    const against = { verdict: 'fail', reason } as const;
    return { what: 'measured', observed, bounds: exactly(observed), n: windows, against };
  }
  const reason = `windows without a gap cover ${shown(hours)} of the last ${QUIET_HOURS} h at this step: rollout record`;
  const against = hours >= QUIET_HOURS ? null : ({ verdict: 'inconclusive', reason } as const);
  return { what: 'measured', observed, bounds: exactly(observed), n: windows, against };
});

function exactly(value: number): Bounds {
  return knownBounds({ low: value, high: value });
}

function shown(hours: number): string {
  return `${Math.floor(hours * 10) / 10} h`;
}
