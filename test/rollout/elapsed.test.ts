import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_RULES } from '../../src/contract/routing/default-policy.ts';
import type { Moment } from '../../src/contract/rollout/ledger.ts';
import { elapsedMs } from '../../src/rollout/elapsed.ts';
import { replayLedger } from '../../src/rollout/replay-ledger.ts';
import { rolloutState } from '../../src/rollout/rollout-state.ts';
import { advance, after, HOUR, ledgerOf, START, stepOf, T0, upTo } from './build-ledger.ts';

function moment(trueHours: number, ahead = 0, boot: string | null = 'one'): Moment {
  return { at: new Date(T0 + (trueHours + ahead) * HOUR).toISOString(), boot, upMs: trueHours * HOUR };
}

const hours = fc.integer({ min: 0, max: 100 });
const ahead = fc.integer({ min: -200, max: 200 });

describe('the time between moments', () => {
  it('of one machine is never longer than it was, however its clock is set', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(hours, ahead), { minLength: 1 }), (steps) => {
        let now = 0;
        const moments = steps.map(([more, wrong]) => moment((now += more), wrong));
        const [first = 0] = steps[0] ?? [];
        expect(elapsedMs(moments)).toBeLessThanOrEqual((now - first) * HOUR);
      }),
    );
  });

  it('of several machines is what it was where no clock is wrong, and never more than the wall says', () => {
    const boot = fc.constantFrom('one', 'two', null);
    fc.assert(
      fc.property(fc.array(fc.tuple(hours, ahead, boot), { minLength: 1 }), (steps) => {
        let now = 0;
        const timed = steps.map(([more, wrong, machine]) => ({ at: (now += more), wrong, machine }));
        const right = timed.map(({ at, machine }) => moment(at, 0, machine));
        expect(elapsedMs(right)).toBe((now - (timed[0]?.at ?? 0)) * HOUR);
        const wrong = timed.map(({ at, wrong: by, machine }) => moment(at, by, machine));
        const wall = Date.parse(wrong.at(-1)?.at ?? '') - Date.parse(wrong[0]?.at ?? '');
        expect(elapsedMs(wrong)).toBeLessThanOrEqual(Math.max(wall, 0));
      }),
    );
  });

  it('goes by the wall where an uptime went back: a container may count its own', () => {
    const [older, younger] = [moment(500), { ...moment(530), upMs: 5 }];
    expect(elapsedMs([older, younger])).toBe(30 * HOUR);
  });

  it('sees a jump by an entry that stands between, also from another machine', () => {
    const jumped = moment(2, 48);
    expect(elapsedMs([moment(1), jumped, moment(3, 48, 'two')])).toBe(2 * HOUR);
  });
});

it('a hold that a clock would have shortened says so', () => {
  const ledger = ledgerOf([[0, START], ...upTo(10)]);
  const [wait] = rolloutState(DEFAULT_RULES, ledger, { ...moment(31, 100) }).waits;
  expect(wait?.what).toMatch(
    /23 h 0 min more.*the wall clock was set meanwhile, and the uptime of the machine counts$/,
  );
  expect(rolloutState(DEFAULT_RULES, ledger, after(54)).stability).toBeNull();
});

it('a clock that was set back when traffic moved makes no old evidence new', () => {
  const ledger = ledgerOf([
    [0, START],
    [30, { kind: 'hold', reason: 'x' }],
    [31, { kind: 'release', reason: 'x' }],
    [5, advance(stepOf(0), stepOf(10))],
  ]);
  expect(replayLedger(ledger)).toMatchObject({ since: { at: after(5).at }, sinceAt: after(31).at });
});
