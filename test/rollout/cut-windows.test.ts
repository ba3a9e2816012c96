import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBalanced } from '../../src/contract/runs/summary.ts';
import { cutWindows, type KnownErrors } from '../../src/rollout/cut-windows.ts';
import { endedMoreOften } from '../../src/rollout/ended-apart.ts';
import { countLatencies, spreadLatencies } from '../../src/rollout/latency-buckets.ts';
import { replayLedger } from '../../src/rollout/replay-ledger.ts';
import { unbrokenWindows } from '../../src/rollout/unbroken-windows.ts';
import { seededRandom } from '../../src/stats/seeded-random.ts';
import { after, HOUR, ledgerOf, monitored, NO_ERRORS, request, requests, START, T0 } from './build-ledger.ts';

const sent = (key: string, isRetried: boolean) => request({ key, isRetried, didFail: isRetried });

describe('the windows of a run', () => {
  it('are one, on the hour in which it first asked, where it took no longer', () => {
    const [window, ...others] = cutWindows(
      monitored(1.9, { candidate: [request({ askedMs: 0.9 * HOUR })] }),
      60,
      NO_ERRORS,
    );
    expect(others).toEqual([]);
    expect(window).toMatchObject({ from: after(2).at, to: after(3).at, asked: after(2.8).at });
  });

  it('begin with what was sent, and not with what was skipped before it', () => {
    const candidate = [
      request({ key: 'skipped', state: 'skipped', askedMs: null }),
      request({ key: 'late', askedMs: 0.2 * HOUR }),
      request({ key: 'later', askedMs: 0.3 * HOUR }),
    ];
    const windows = cutWindows(monitored(1.9, { candidate }), 60, NO_ERRORS);
    expect(windows).toMatchObject([{ from: after(2).at, asked: after(2.1).at, counts: { skipped: 1 } }]);
  });

  it('are as many as it took, each with what was asked in it, where it took longer', () => {
    const candidate = [0, 0.2, 1.5, 3.4].map((hours) =>
      request({ key: String(hours), askedMs: hours * HOUR, latencyMs: 10 }),
    );
    const windows = cutWindows(monitored(1, { candidate, planned: 6 }), 60, NO_ERRORS);
    expect(windows.map(({ from, planned, counts }) => [from, planned, counts.missing])).toEqual([
      [after(1).at, 2, 0],
      [after(2).at, 1, 0],
      [after(4).at, 3, 2],
    ]);
  });

  it('balance whatever became of what was planned', () => {
    const state = fc.constantFrom(
      'passed' as const,
      'failed' as const,
      'errored' as const,
      'skipped' as const,
      'unproven' as const,
    );
    const some = fc
      .constantFrom(HOUR - 1, 5 * HOUR)
      .chain((longest) => fc.array(fc.record({ state, askedMs: fc.nat(longest) }), { minLength: 1 }));
    fc.assert(
      fc.property(some, fc.nat(5), fc.nat(HOUR), (states, missing, beganMs) => {
        const candidate = states.map(({ state: of, askedMs }, at) =>
          request({ key: String(at), state: of, askedMs: of === 'skipped' ? null : askedMs }),
        );
        const planned = candidate.length + missing;
        const windows = cutWindows(monitored(beganMs / HOUR, { candidate, planned }), 60, NO_ERRORS);
        expect(
          windows.map(({ planned: all, counts }) => isBalanced({ planned: all, ...counts })),
        ).not.toContain(false);
        expect(windows.reduce((sum, window) => sum + window.planned, 0)).toBe(planned);
        // The ledger takes them: each holds what was asked in it, and none overlaps.
        replayLedger(ledgerOf([[0, START], ...windows.map((window) => [9, window] as const)]));
      }),
    );
  });

  it('count pairs of requests by who was sent again, and a missing one as failed', () => {
    const candidate = [
      sent('a', true),
      sent('b', true),
      sent('c', false),
      sent('d', false),
      sent('alone', true),
    ];
    const baseline = [sent('a', true), sent('b', false), sent('c', true), sent('d', false)];
    const [window] = cutWindows(monitored(0, { candidate, baseline, planned: 6 }), 60, NO_ERRORS);
    expect(window?.retries).toEqual({ neither: 1, baseline: 1, candidate: 1, both: 1 });
    expect(window?.candidate).toMatchObject({ requests: 6, failed: 4 });
  });
});

const giving = (...given: readonly string[]): KnownErrors => ({ ...NO_ERRORS, given: new Set(given) });

const incidentsOf = (more: Parameters<typeof monitored>[1], known: KnownErrors = NO_ERRORS) =>
  (cutWindows(monitored(0, more), 60, known)[0]?.incidents ?? []).map(({ what, name, exchanges }) => [
    what,
    name,
    exchanges,
  ]);

describe('an incident', () => {
  const BREAK = 'finish/changed';
  it('is a break that a client reads, counted by its exchanges', () => {
    const candidate = [...requests(2, { state: 'failed', breaks: [BREAK] }), request({ key: 'good' })];
    expect(incidentsOf({ candidate })).toEqual([['break', BREAK, 2]]);
    expect(incidentsOf({ candidate, baseline: null })).toEqual([['break', BREAK, 2]]);
  });

  it('is none where the baseline broke it itself on the same prompt, and only there', () => {
    const candidate = requests(2, { state: 'failed', breaks: [BREAK] });
    expect(incidentsOf({ candidate, baseline: requests(2, { breaks: [BREAK] }) })).toEqual([]);
    expect(incidentsOf({ candidate, baseline: requests(1, { breaks: [BREAK] }) })).toEqual([
      ['break', BREAK, 1],
    ]);
  });

  it('is an error with which a request ended, of a class that the baseline never gave', () => {
    const errored = {
      state: 'errored',
      endedWith: 'server_error 500',
      errors: ['server_error 500'],
    } as const;
    expect(incidentsOf({ candidate: [request(errored)] })).toEqual([['error', 'server_error 500', 1]]);
    expect(incidentsOf({ candidate: requests(1, errored) }, giving('server_error 500'))).toEqual([]);
    expect(incidentsOf({ candidate: [request(errored)], baseline: [request(errored)] })).toEqual([]);
    expect(incidentsOf({ candidate: [request({ isRetried: true, errors: ['overloaded 503'] })] })).toEqual(
      [],
    );
  });
});

const RESET = 'connection without a status';
const ended = { state: 'errored', errors: [RESET], endedWith: RESET, latencyMs: null } as const;
const retried = { errors: [RESET], isRetried: true, didFail: true } as const;

/** Of 60 requests so many of the candidate end with it, and one of the baseline was sent again for it. */
const outage = (count: number) => {
  const candidate = [...requests(count, ended), ...requests(60).slice(count)];
  const baseline = [request({ key: 'p0\nsend\n1', ...retried }), ...requests(60).slice(1)];
  return incidentsOf({ candidate, baseline });
};
const endingOf = (ends: readonly boolean[]) =>
  ends.map((does, at) => request({ key: String(at), ...(does ? ended : {}) }));

describe('a class of error that the baseline gives too', () => {
  it('is an incident when the candidate ends with it surely more often, however rarely the baseline gave it', () => {
    expect(outage(60)).toEqual([['error', RESET, 60]]);
    expect(outage(8)).toEqual([['error', RESET, 8]]);
    expect(outage(7)).toEqual([]);
  });

  it('is none where the baseline ends with it as often, and on the same requests it is no sign at all', () => {
    const [ours, theirs] = [requests(20, ended), requests(40, ended).slice(20)];
    const [front, back] = [requests(20), requests(40).slice(20)];
    expect(incidentsOf({ candidate: [...front, ...theirs], baseline: [...ours, ...back] })).toEqual([]);
    expect(incidentsOf({ candidate: requests(40, ended), baseline: requests(40, ended) })).toEqual([]);
  });

  it('is one where the baseline was not asked the same', () => {
    const known = giving(RESET);
    expect(incidentsOf({ candidate: requests(1, ended), baseline: null }, known)).toEqual([
      ['error', RESET, 1],
    ]);
    const skipped = requests(1, { state: 'skipped', askedMs: null, latencyMs: null });
    expect(incidentsOf({ candidate: requests(1, ended), baseline: skipped }, known)).toEqual([
      ['error', RESET, 1],
    ]);
  });

  it('is counted over windows, and over all windows of a run', () => {
    const four = requests(4, ended);
    const first = cutWindows(monitored(0, { candidate: four }), 60, giving(RESET))[0];
    expect(first).toMatchObject({
      incidents: [],
      endedApart: [{ name: RESET, baseline: 0, candidate: 4 }],
    });
    const known = { given: new Set([RESET]), endedApart: first?.endedApart ?? [] };
    expect(incidentsOf({ candidate: four }, known)).toEqual([['error', RESET, 4]]);
    const long = requests(9, ended).map((each, at) => ({ ...each, askedMs: at * 0.5 * HOUR }));
    const windows = cutWindows(monitored(0, { candidate: long }), 60, giving(RESET));
    expect(windows.map(({ incidents }) => incidents.length)).toEqual([0, 0, 0, 1, 1]);
  });

  it('never stops being an incident where more requests of the candidate end with it', () => {
    const side = fc.array(fc.boolean(), { minLength: 12, maxLength: 60 });
    fc.assert(
      fc.property(side, side, fc.nat(), (ours, theirs, at) => {
        const baseline = endingOf(theirs.map((_, place) => ours[place] ?? false));
        const count = (ends: readonly boolean[]): number =>
          incidentsOf({ candidate: endingOf(ends), baseline }, giving(RESET)).length;
        const worse = theirs.map((does, place) => does || place === at % theirs.length);
        expect(count(worse)).toBeGreaterThanOrEqual(count(theirs));
      }),
    );
  });

  it('raises a false alarm in one of twenty years of hours at most where the sides are alike', () => {
    const random = seededRandom('years of a monitor', 1);
    const years = Array.from({ length: 400 }, () => {
      let [baseline, candidate, alarms] = [0, 0, 0];
      for (let hour = 0; hour < 8_760; hour += 1) {
        // Of the requests of an hour one alone ends so on either side, now and then.
        if (random() > 0.05) continue;
        if (random() < 0.5) baseline += 1;
        else candidate += 1;
        alarms += endedMoreOften([{ name: RESET, baseline, candidate }]).size;
      }
      return alarms > 0;
    });
    expect(years.filter(Boolean).length / years.length).toBeLessThanOrEqual(0.05);
  });
});

const span = (hours: readonly number[], now: number): number => {
  const bodies = hours.flatMap((at) => cutWindows(monitored(at), 60, NO_ERRORS));
  const { windows } = replayLedger(ledgerOf([[0, START], ...bodies.map((body) => [now, body] as const)]));
  return unbrokenWindows(windows, T0 + now * HOUR).spanMs / HOUR;
};

describe('windows without a gap', () => {
  it('reach back from now to the last gap, whatever order they were recorded in', () => {
    expect(span([1, 2, 3], 4)).toBe(3);
    expect(span([3, 1, 2], 4.9)).toBe(3);
    expect(span([0, 2, 3], 4)).toBe(2);
  });

  it('have a gap where nothing passed: an outage of both sides is no quiet day', () => {
    const failed = requests(3, { state: 'errored', latencyMs: null, endedWith: 'overloaded 503' });
    const runs = [monitored(1), monitored(2, { candidate: failed, baseline: failed }), monitored(3)];
    const bodies = runs.flatMap((run) => cutWindows(run, 60, giving('overloaded 503')));
    expect(bodies.map(({ incidents }) => incidents.length)).toEqual([0, 0, 0]);
    const { windows } = replayLedger(ledgerOf([[0, START], ...bodies.map((body) => [4, body] as const)]));
    expect(unbrokenWindows(windows, T0 + 4 * HOUR).spanMs / HOUR).toBe(1);
  });

  it('are none where the last is over for longer than it took, or all are still to come', () => {
    expect(span([1, 2, 3], 5.1)).toBe(0);
    expect(span([], 4)).toBe(0);
    expect(span([3], 3.5)).toBe(0);
  });
});

describe('latencies in buckets', () => {
  it('are each within a hundredth, on the side that was asked for, and none is lost', () => {
    const times = fc.array(fc.oneof(fc.constant(null), fc.double({ min: 1, max: 600_000, noNaN: true })));
    fc.assert(
      fc.property(times, (some) => {
        const buckets = countLatencies(some);
        const sorted = some.map((time) => time ?? Number.POSITIVE_INFINITY).toSorted((a, b) => a - b);
        const [short, long] = [spreadLatencies([buckets], 'shortest'), spreadLatencies([buckets], 'longest')];
        expect([short.length, long.length]).toEqual([some.length, some.length]);
        for (const [at, time] of sorted.entries()) {
          expect(short[at]).toBeLessThanOrEqual(time * (1 + 1e-9));
          expect(long[at]).toBeGreaterThanOrEqual(time * (1 - 1e-9));
          if (Number.isFinite(time)) expect((long[at] ?? 0) / (short[at] ?? 1)).toBeCloseTo(1.01, 6);
        }
      }),
    );
  });
});
