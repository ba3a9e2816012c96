import { describe, expect, it } from 'vitest';
import { judgeMonitor, keepWindows, tokensOfDay, tokensOfNext } from '../../src/monitors/judge-monitor.ts';
import { tellChanges } from '../../src/monitors/tell-changes.ts';
import { buildWindow, DAY, HOUR, hourly, MONDAY } from './build-window.ts';

const RULES = { objective: 0.99, everyMinutes: 60 };

describe('a monitor', () => {
  it('is quiet where every first attempt is good and the newest probe is no older than two would be', () => {
    const state = judgeMonitor(hourly(MONDAY, 3), RULES, MONDAY + 4 * HOUR);
    expect(state).toMatchObject({ verdict: 'quiet', alarms: [], tokensToday: 3_000, isSynthetic: false });
  });

  it('knows nothing without a window', () => {
    expect(judgeMonitor([], RULES, MONDAY).verdict).toBe('absent');
  });

  it('misses a probe that did not come: no news is no good news', () => {
    const state = judgeMonitor(hourly(MONDAY, 3), RULES, MONDAY + 2 * HOUR + 121 * 60_000);
    expect(state.verdict).toBe('absent');
    expect(state.alarms.map(({ kind, severity }) => [kind, severity])).toEqual([['absent', 'page']]);
  });

  it('misses a probe that asked nothing', () => {
    const state = judgeMonitor([buildWindow(MONDAY, {}, { seen: 0 })], RULES, MONDAY + 120_000);
    expect(state.alarms.map(({ message }) => message)).toEqual(['the newest probe asked nothing']);
  });

  it('takes a probe of the future for a clock that was set, and for no news', () => {
    const state = judgeMonitor([buildWindow(MONDAY + DAY)], RULES, MONDAY);
    expect(state.verdict).toBe('absent');
    expect(state.alarms[0]?.message).toContain('later than now: a clock was set');
  });

  it('passes over what a clock that was a year ahead left behind, once a probe came after it was set right', () => {
    const ahead = hourly(MONDAY + 365 * DAY, 6);
    const outage = buildWindow(MONDAY, { error: 100 });
    const { alarms, targets } = judgeMonitor([outage, ...ahead], RULES, MONDAY + 120_000);
    expect(alarms.map(({ kind, indicator }) => [kind, indicator])).toEqual([['burn', 'error']]);
    expect(targets[0]?.newest).toBe(outage);
    expect(targets[0]?.indicators[0]?.day).toEqual({ bad: 100, n: 100 });
    expect(judgeMonitor([buildWindow(MONDAY), ...ahead], RULES, MONDAY + 120_000).verdict).toBe('quiet');
    expect(judgeMonitor([buildWindow(MONDAY), ...ahead], RULES, MONDAY + DAY).verdict).toBe('absent');
  });

  it('pages once for an indicator, by the fastest row that burns', () => {
    const state = judgeMonitor([buildWindow(MONDAY, { timeout: 50 })], RULES, MONDAY + 120_000);
    expect(state.verdict).toBe('alarm');
    expect(state.alarms).toEqual([
      {
        target: 'vllm',
        kind: 'burn',
        indicator: 'timeout',
        severity: 'page',
        message:
          '50 of 100 requests of the last 1 h ran out of time: the budget burns 50.0 times too fast, over 5 min 50.0 times (limit 14.4)',
      },
    ]);
  });

  it('says that something is wrong, not that it is absent, where both are', () => {
    const bad = buildWindow(MONDAY, { error: 90 }, { target: 'nim' });
    const state = judgeMonitor([...hourly(MONDAY - 9 * HOUR, 1), bad], RULES, MONDAY + 120_000);
    expect(state.alarms.map(({ target, kind }) => [target, kind])).toEqual([
      ['vllm', 'absent'],
      ['nim', 'burn'],
    ]);
    expect(state.verdict).toBe('alarm');
  });

  it('takes windows in the order of time, however they stand', () => {
    const windows = hourly(MONDAY, 24, (hour) => ({ schema: hour === 20 ? 60 : 0 }));
    const now = MONDAY + 24 * HOUR;
    expect(judgeMonitor(windows.toReversed(), RULES, now)).toEqual(judgeMonitor(windows, RULES, now));
  });

  it('begins the reference anew where something else is asked', () => {
    const before = hourly(MONDAY, 24);
    const other = buildWindow(MONDAY + 8 * DAY, {}, { asked: 'c'.repeat(64) });
    const [target] = judgeMonitor([...before, other], RULES, MONDAY + 8 * DAY + 120_000).targets;
    expect(target?.reference.from).toBe(other.from);
    expect(target?.indicators.every(({ drift }) => drift === null)).toBe(true);
  });

  it('says what is synthetic', () => {
    const simulated = buildWindow(MONDAY, {}, { source: 'simulate' });
    expect(judgeMonitor([simulated], RULES, MONDAY + 120_000).isSynthetic).toBe(true);
  });
});

describe('what is kept', () => {
  it('changes nothing of what is judged', () => {
    const windows = hourly(MONDAY, 40 * 24, (hour) => ({ retry: hour % 5, truncation: hour > 900 ? 9 : 1 }));
    const now = MONDAY + 40 * DAY;
    const kept = keepWindows(windows, now);
    expect(kept.length).toBe(7 * 24 + 14 * 24);
    const judged = judgeMonitor(kept, RULES, now);
    const whole = judgeMonitor(windows, RULES, now);
    const apart = (state: typeof judged) => ({
      ...state,
      targets: state.targets.map(({ windows: _many, ...rest }) => rest),
    });
    expect(apart(judged)).toEqual(apart(whole));
  });

  it('leaves a target that was not asked for two weeks', () => {
    const windows = [...hourly(MONDAY, 24), buildWindow(MONDAY + 30 * DAY, {}, { target: 'nim' })];
    expect(keepWindows(windows, MONDAY + 30 * DAY).map(({ target }) => target)).toEqual(['nim']);
  });
});

describe('what a clock that was ahead left behind', () => {
  const ghosts = hourly(MONDAY + DAY, 6);

  it('is no news on the day that it names, where a probe came since the clock was set right', () => {
    const kept = keepWindows([...ghosts, ...hourly(MONDAY + 6 * HOUR, 18)], MONDAY + 23 * HOUR + 120_000);
    expect(kept).toHaveLength(18);
    const { verdict, targets, tokensToday } = judgeMonitor(kept, RULES, MONDAY + DAY + 4.5 * HOUR);
    expect([verdict, targets[0]?.newest.to, tokensToday]).toEqual(['absent', '2026-11-02T23:01:00.000Z', 0]);
  });

  it('stays where its target has nothing else, and so does what clocks may differ by', () => {
    const nim = buildWindow(MONDAY, {}, { target: 'nim' });
    expect(keepWindows([...ghosts, nim], MONDAY + 60_000)).toEqual([...ghosts, nim]);
    const near = buildWindow(MONDAY + 60_000);
    const [ghost] = ghosts;
    expect(keepWindows([near, buildWindow(MONDAY), ghost ?? near], MONDAY + 60_000)).toEqual([
      near,
      buildWindow(MONDAY),
    ]);
  });

  it('stays where most of what its target has is of a time to come: it is this clock that is behind', () => {
    const windows = [...hourly(MONDAY, 48), buildWindow(0)];
    expect(keepWindows(windows, 120_000)).toEqual(windows);
  });
});

describe('tokens', () => {
  it('are of the day in UTC, and unknown where one provider does not count', () => {
    const windows = hourly(MONDAY - 2 * HOUR, 5);
    expect(tokensOfDay(windows, MONDAY + HOUR)).toBe(3_000);
    const mute = buildWindow(MONDAY, {}, { tokens: null });
    expect(tokensOfDay([...windows, mute], MONDAY + HOUR)).toBeNull();
    expect(tokensOfNext([mute], ['vllm'])).toBeNull();
    expect(tokensOfNext(windows, ['vllm', 'nim'])).toBe(1_000);
    // One answer without a count ends a day, and not the monitor: it could never see that the provider counts again.
    expect(tokensOfNext([...windows, mute], ['vllm'])).toBe(1_000);
    expect(tokensOfNext([...windows, mute, mute, mute], ['vllm'])).toBeNull();
  });
});

describe('a monitor of some targets', () => {
  it('judges those alone, and counts the tokens of all against the cap that is of all', () => {
    const windows = [buildWindow(MONDAY), buildWindow(MONDAY, { error: 50 }, { target: 'nim' })];
    const state = judgeMonitor(windows, RULES, MONDAY + 120_000, ['vllm']);
    expect(state).toMatchObject({ verdict: 'quiet', tokensToday: 2_000 });
    expect(state.targets.map(({ target }) => target)).toEqual(['vllm']);
  });
});

describe('alarms', () => {
  it('are told when they come and when they go, and not in between', () => {
    const quiet = judgeMonitor([buildWindow(MONDAY)], RULES, MONDAY + 120_000);
    const loud = judgeMonitor([buildWindow(MONDAY, { error: 50 })], RULES, MONDAY + 120_000);
    const changes = (before: typeof quiet, after: typeof quiet) => {
      const { raised, cleared } = tellChanges(before.alarms, after.alarms);
      return [raised.length, cleared.length];
    };
    expect(changes(quiet, loud)).toEqual([1, 0]);
    expect(changes(loud, loud)).toEqual([0, 0]);
    expect(changes(loud, quiet)).toEqual([0, 1]);
  });
});
