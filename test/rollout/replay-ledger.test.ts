import { describe, expect, it } from 'vitest';
import { DEFAULT_RULES } from '../../src/contract/routing/default-policy.ts';
import type { BodyOf, LedgerBody } from '../../src/contract/rollout/ledger.ts';
import { InputError } from '../../src/contract/problem.ts';
import { cutWindows } from '../../src/rollout/cut-windows.ts';
import { replayLedger } from '../../src/rollout/replay-ledger.ts';
import { rolloutState } from '../../src/rollout/rollout-state.ts';
import { advance, after, ledgerOf, monitored, NO_ERRORS, START, stepOf, upTo } from './build-ledger.ts';

function windowAt(hours: number): BodyOf<'window'> {
  const [window] = cutWindows(monitored(hours), 60, NO_ERRORS);
  if (window === undefined) throw new Error('a run has a window');
  return window;
}

const first = advance(stepOf(0), stepOf(10), 'a');
const second = advance(stepOf(10), stepOf(20), 'b');
const drill: BodyOf<'drill'> = {
  kind: 'drill',
  target: 'old',
  run: 'd',
  root: '0'.repeat(64),
  source: 'live',
  asked: after(0).at,
  planned: 1,
  counts: { passed: 1, failed: 0, errored: 0, skipped: 0, unproven: 0, missing: 0 },
};

describe('a ledger in which everything could be is replayed to where it stands', () => {
  it.each<[string, readonly LedgerBody[], number]>([
    ['nothing but its start', [], 0],
    ['two steps', [first, second], 20],
    ['a rollback', [first, second, { kind: 'rollback', reason: 'pager', because: null }], 0],
    [
      'a hold, a drill and windows',
      [first, { kind: 'hold', reason: 'x' }, drill, windowAt(0), windowAt(1)],
      10,
    ],
  ])('%s', (_what, bodies, share) => {
    const ledger = ledgerOf([[0, START], ...bodies.map((body, at) => [at + 1, body] as const)]);
    expect(replayLedger(ledger).step.share).toBe(share);
  });
});

describe('an entry that no rollout can have made is refused, with its line and why', () => {
  const foreign = {
    ...first,
    gate: { ...first.gate, candidate: { ...first.gate.candidate, target: 'other' } },
  };
  const otherGate = { ...first, gate: { ...first.gate, stage: 'canary' as const } };
  it.each<[string, readonly LedgerBody[], string]>([
    ['a step that is skipped', [advance(stepOf(0), stepOf(20))], 'partial (20%) does not follow shadow (0%)'],
    [
      'a step back that is no rollback',
      [first, advance(stepOf(10), stepOf(0))],
      'shadow (0%) does not follow canary (10%)',
    ],
    ['a step from elsewhere', [second], 'it leaves canary (10%), and traffic stood at shadow (0%)'],
    ['a step while it was held', [{ kind: 'hold', reason: 'x' }, first], 'it was held since line 2'],
    ['a gate of other targets', [foreign], 'its gate was of other targets'],
    ['a gate of another stage', [otherGate], 'its gate is that of canary, and traffic stood at shadow (0%)'],
    [
      'evidence a second time',
      [first, advance(stepOf(10), stepOf(20), 'a')],
      'its evidence moved traffic before',
    ],
    ['a second start', [START], 'the rollout was started before it'],
    ['windows that overlap', [windowAt(1), windowAt(1.5)], 'its window overlaps the one of line 2'],
    [
      'a drill of another target',
      [{ ...drill, target: 'new' }],
      'it is a drill of new, and the old target is old',
    ],
  ])('%s', (_what, bodies, why) => {
    const ledger = ledgerOf([[0, START], ...bodies.map((body, at) => [at + 1, body] as const)]);
    const line = bodies.length + 1;
    const refused = (): unknown => replayLedger(ledger);
    expect(refused).toThrow(InputError);
    expect(refused).toThrow(`line ${line} of the ledger cannot be: ${why}`);
  });

  it('a ledger that begins with anything but a start', () => {
    const { entries, ...ledger } = ledgerOf([
      [0, START],
      [1, first],
    ]);
    const unbegun = { ...ledger, entries: entries.slice(1) };
    expect(() => replayLedger(unbegun)).toThrow('no rollout was started before it');
  });
});

const waitsAt = (hours: number, ...more: readonly (readonly [number, LedgerBody])[]): readonly string[] =>
  rolloutState(DEFAULT_RULES, ledgerOf([[0, START], ...more]), after(hours)).waits.map(({ what }) => what);

const recordedAt = (hours: number): readonly [number, LedgerBody] => [hours + 0.1, windowAt(hours)];

const wait = (count: number): string =>
  `${count} of 2 full monitoring windows are recorded since all traffic moved`;

describe('what a migration waits for', () => {
  it('is nothing at the first step, for no client is served', () => {
    expect(waitsAt(0)).toEqual([]);
  });

  it('is 24 hours after each step of traffic, to the minute', () => {
    expect(waitsAt(53, ...upTo(10))).toEqual([
      'canary (10%) is to stay for 1 h 0 min more, to show that it is stable',
    ]);
    expect(waitsAt(54, ...upTo(10))).toEqual([]);
    expect(waitsAt(83.5, ...upTo(20))).toEqual([
      'partial (20%) is to stay for 30 min more, to show that it is stable',
    ]);
  });

  it('is the release of whoever holds it', () => {
    expect(waitsAt(100, ...upTo(10), [40, { kind: 'hold', reason: 'holidays' }])).toEqual([
      `it is held since ${after(40).at} by the tests: holidays`,
    ]);
    expect(
      waitsAt(100, ...upTo(10), [40, { kind: 'hold', reason: 'x' }], [50, { kind: 'release', reason: 'y' }]),
    ).toEqual([]);
  });

  it('is two full windows since all traffic moved, whole ones that are over', () => {
    expect(waitsAt(330, ...upTo(100))).toEqual([wait(0)]);
    expect(waitsAt(330, ...upTo(100), recordedAt(299), recordedAt(301))).toEqual([wait(1)]);
    expect(waitsAt(329.9, ...upTo(100), recordedAt(301), recordedAt(329.5))).toEqual([wait(1)]);
    expect(waitsAt(330, ...upTo(100), recordedAt(301), recordedAt(302))).toEqual([]);
  });

  it('is nothing any more once the old target may go', () => {
    const retired = advance(stepOf(100), { stage: 'retired', share: 100 }, 'last');
    const state = rolloutState(
      DEFAULT_RULES,
      ledgerOf([[0, START], ...upTo(100), [330, retired]]),
      after(400),
    );
    expect(state).toMatchObject({
      next: null,
      waits: [{ what: 'all traffic moved, and old may be retired' }],
    });
  });
});
