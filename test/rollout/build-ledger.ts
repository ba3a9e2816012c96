import type { BodyOf, Ledger, LedgerBody, Moment } from '../../src/contract/rollout/ledger.ts';
import type { KnownErrors, MonitoredRequest, MonitoredRun } from '../../src/rollout/cut-windows.ts';
import { extendLedger, type LedgerEnd } from '../../src/store/ledger/extend-ledger.ts';
import { parseLedger } from '../../src/store/ledger/read-ledger.ts';

export const HOUR = 3_600_000;
/** On the hour, as windows are. */
export const T0 = Date.UTC(2026, 10, 26, 7);

export const START: BodyOf<'start'> = {
  kind: 'start',
  migration: 'move',
  baseline: 'old',
  candidate: 'new',
  policy: 'default',
};

/** So many hours after the start, by wall and uptime. */
export function after(hours: number): Moment {
  return { at: new Date(T0 + hours * HOUR).toISOString(), boot: 'one', upMs: hours * HOUR };
}

type Timed = readonly (readonly [hours: number, body: LedgerBody])[];

/** A ledger in memory, written and read as on disk. */
export function ledgerOf(entries: Timed): Ledger {
  return parseLedger('rollouts/move.jsonl', textOf(entries));
}

export function textOf(entries: Timed): string {
  let end: LedgerEnd = { count: 0, head: null };
  return entries
    .map(([hours, body]) => {
      const added = extendLedger(end, [body], { by: 'the tests', moment: after(hours) });
      end = added.end;
      return added.lines;
    })
    .join('');
}

const root = (text: string): string => Buffer.from(text).toString('hex').padEnd(64, '0').slice(0, 64);

/** From a step to the next, on evidence of that name. */
export function advance(
  from: BodyOf<'advance'>['from'],
  to: BodyOf<'advance'>['to'],
  run = `r${from.share}`,
): BodyOf<'advance'> {
  const stage = from.stage === 'retired' ? 'full' : from.stage;
  const side = (target: string): BodyOf<'advance'>['gate']['baseline'] => ({ target, run, root: root(run) });
  const gate = { stage, policy: 'default', synthetic: false, baseline: side('old'), candidate: side('new') };
  return { kind: 'advance', from, to, gate };
}

/** The advances from the first step up to a share, one `every` so many hours. */
export function upTo(share: number, every = 30): Timed {
  const shares = Array.from({ length: share / 10 }, (_, at) => (at + 1) * 10);
  return shares.map((to, at) => [(at + 1) * every, advance(stepOf(to - 10), stepOf(to))] as const);
}

export function stepOf(share: number): BodyOf<'advance'>['from'] {
  if (share === 0) return { stage: 'shadow', share };
  if (share === 10) return { stage: 'canary', share };
  return { stage: share === 100 ? 'full' : 'partial', share };
}

/** Of a ledger without a window. */
export const NO_ERRORS: KnownErrors = { given: new Set(), endedApart: [] };

export function request(more: Partial<MonitoredRequest> = {}): MonitoredRequest {
  return {
    key: 'p\nsend\n1',
    id: 'new/p/send/1',
    askedMs: 1_000,
    state: 'passed',
    isRetried: false,
    didFail: false,
    errors: [],
    endedWith: null,
    latencyMs: 500,
    breaks: [],
    ...more,
  };
}

/** So many requests that differ in their prompts. */
export function requests(count: number, more: Partial<MonitoredRequest> = {}): readonly MonitoredRequest[] {
  return Array.from({ length: count }, (_, at) => request({ key: `p${at}\nsend\n1`, ...more }));
}

/** A run of the monitor that began so many hours after the start, both sides asked. */
export function monitored(
  hours: number,
  more: Partial<MonitoredRun> = {},
  name = `m${Math.round(hours * 1_000)}`,
): MonitoredRun {
  const candidate = more.candidate ?? requests(3);
  return {
    run: name,
    root: root(name),
    source: 'live',
    startedMs: T0 + hours * HOUR,
    gaps: [],
    baseline: requests(candidate.length),
    candidate,
    planned: candidate.length,
    ...more,
  };
}
