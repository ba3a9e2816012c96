import { describe, expect, it } from 'vitest';
import type { ArmBin } from '../../src/contract/traffic/arm-bin.ts';
import { findBreach } from '../../src/monitors/find-breach.ts';
import { seededRandom } from '../../src/stats/seeded-random.ts';

const MINUTE = 60_000;
const NOW = 100 * MINUTE;
const rules = { errorBudget: 0.01, moves: 2, nowMs: NOW };
const bin = (minutesAgo: number, bad: number, n: number): ArmBin => ({
  fromMs: NOW - minutesAgo * MINUTE,
  tally: { bad, n },
  failing: new Map(),
});

describe('traffic goes back', () => {
  it('at once where the candidate answers nobody', () => {
    expect(findBreach([bin(1, 1, 1)], rules)).toBeNull();
    expect(findBreach([bin(1, 3, 3)], rules)).toEqual({
      breach: 'fast-burn',
      reason:
        'fast burn: 3 of 3 requests of the last 60 min and 3 of 3 requests of the last 5 min had no answer at first, and 14.4 times the budget of 1% is too fast',
    });
  });

  it('where two of three clients fail, however seldom the third asks', () => {
    const bins = [{ ...bin(1, 6, 7), failing: new Map([[1, 3], [2, 3]]) }]; // prettier-ignore
    expect(findBreach(bins, rules)?.reason).toMatch(/^fast burn: 4 of 5 requests of the last 60 min/);
  });

  it('where it fails more than the budget for sure, however slowly', () => {
    expect(findBreach([bin(50, 40, 1_000)], rules)?.breach).toBe('over-budget');
    expect(findBreach([bin(500, 40, 1_000)], rules)?.reason).toMatch(
      /^over budget: 40 of 1000 requests since traffic came to this step .* more than 1% \(an e-value of /,
    );
  });

  it('later where it moved often before: each step has its own share of the chance to be wrong', () => {
    const bins = [bin(50, 22, 1_000)];
    expect(findBreach(bins, { ...rules, moves: 1 })).not.toBeNull();
    expect(findBreach(bins, { ...rules, moves: 40 })).toBeNull();
  });
});

describe('traffic stays', () => {
  it.each([
    ['nothing was served', []],
    ['nothing went wrong', [bin(1, 0, 10_000)]],
    ['one request of few failed', [bin(1, 1, 1)]],
    ['what failed within the budget', [bin(30, 9, 1_000)]],
    ['two of the first two failed, which one look of ten thousand gives by chance', [bin(1, 2, 2)]],
    [
      'one client alone fails, however long',
      [
        { ...bin(300, 500, 600), failing: new Map([[7, 500]]) },
        { ...bin(1, 40, 50), failing: new Map([[7, 40]]) },
      ],
    ],
    ['it failed an hour ago and does no more', [bin(30, 8, 40), bin(2, 0, 1_000)]],
  ])('where %s', (_what, bins) => {
    expect(findBreach(bins, rules)).toBeNull();
  });

  it('in 95% of rollouts at least whose candidate keeps its budget just so, looked at after each failure', () => {
    const random = seededRandom(7);
    let alarms = 0;
    for (let rollout = 0; rollout < 200; rollout += 1) {
      const bins: ArmBin[] = [];
      for (let minute = 90; minute >= 0; minute -= 1) {
        let bad = 0;
        for (let at = 0; at < 20; at += 1) if (random() < 0.01) bad += 1;
        bins.push(bin(minute, bad, 20));
        if (bad > 0 && findBreach(bins, { ...rules, moves: 1, nowMs: NOW - minute * MINUTE + 1 }) !== null) {
          alarms += 1;
          break;
        }
      }
    }
    expect(alarms).toBeLessThanOrEqual(10);
  });
});
