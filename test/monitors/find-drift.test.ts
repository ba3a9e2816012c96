import { describe, expect, it } from 'vitest';
import { INDICATORS, type MonitorWindow } from '../../src/contract/monitors/monitor.ts';
import { FALSE_ALARMS_A_YEAR, findDrift } from '../../src/monitors/find-drift.ts';
import { seededRandom } from '../../src/stats/seeded-random.ts';
import { buildWindow, DAY, hourly, MONDAY } from './build-window.ts';

const of = (windows: readonly MonitorWindow[]) => ({ windows, fromMs: MONDAY });

describe('drift', () => {
  it('is unknown until the reference week is over', () => {
    expect(findDrift(of(hourly(MONDAY, 167)), 'error', MONDAY + 7 * DAY - 1)).toBeNull();
    expect(findDrift(of(hourly(MONDAY, 167)), 'error', MONDAY + 7 * DAY)).not.toBeNull();
  });

  it('is unknown where the reference week could say nothing', () => {
    const mute = hourly(MONDAY, 200).map((window) => ({
      ...window,
      indicators: { ...window.indicators, schema: { bad: 0, n: 0 } },
    }));
    expect(findDrift(of(mute), 'schema', MONDAY + 8 * DAY)).toBeNull();
  });

  it('is seen when twice as many requests go wrong as in the reference week', () => {
    const windows = hourly(MONDAY, 14 * 24, (hour) => ({ truncation: hour < 7 * 24 ? 2 : 4 }));
    const drift = findDrift(of(windows), 'truncation', MONDAY + 14 * DAY - 1);
    expect(drift?.reference).toEqual({ bad: 336, n: 16_800 });
    expect(drift?.evidence).toBeGreaterThan(drift?.limit ?? Infinity);
  });

  it('holds each week by itself: one that was bad is over when it is over', () => {
    const windows = hourly(MONDAY, 15 * 24, (hour) => ({ error: hour >= 7 * 24 && hour < 14 * 24 ? 9 : 1 }));
    expect(findDrift(of(windows), 'error', MONDAY + 15 * DAY)?.evidence).toBeLessThan(1);
  });

  it('takes a reference without a bad request for a rate that may still be above 0', () => {
    const windows = [...hourly(MONDAY, 24), buildWindow(MONDAY + 7 * DAY, { error: 1 })];
    const drift = findDrift(of(windows), 'error', MONDAY + 7 * DAY + 120_000);
    expect(drift?.ceiling).toBeGreaterThan(0);
    expect(drift?.evidence).toBeLessThan(drift?.limit ?? 0);
  });

  it('reaches 20 in at most one week of twenty for a target that stays what it is, however lucky its reference was', () => {
    const random = seededRandom(7);
    const WEEKS = 150;
    const badOf = (rate: number): number => {
      let bad = 0;
      for (let request = 0; request < 100; request += 1) bad += random() < rate ? 1 : 0;
      return bad;
    };
    let reached = 0;
    for (let week = 0; week < WEEKS; week += 1) {
      const rate = [0.002, 0.02, 0.2][week % 3] ?? 0;
      const windows = Array.from({ length: 14 }, (_, day) =>
        buildWindow(MONDAY + day * DAY, { error: badOf(rate) }),
      );
      const looks = [7, 8, 9, 10, 11, 12, 13].map(
        (day) =>
          findDrift(of(windows.slice(0, day + 1)), 'error', MONDAY + day * DAY + 1)?.evidence ?? Infinity,
      );
      reached += looks.some((evidence) => evidence >= 20) ? 1 : 0;
    }
    expect(reached / WEEKS).toBeLessThanOrEqual(0.05);
  });

  it('shares what may be false in a year among the reference, the weeks and the indicators', () => {
    const limit = findDrift(of(hourly(MONDAY, 200)), 'error', MONDAY + 8 * DAY)?.limit ?? 0;
    const ofWeeks = (53 / limit) * INDICATORS.length;
    expect(ofWeeks).toBeCloseTo(FALSE_ALARMS_A_YEAR / 2, 12);
  });
});
