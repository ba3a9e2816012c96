import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ERROR_KINDS, type ErrorKind } from '../../src/contract/errors/error-kind.ts';
import { MODES } from '../../src/contract/exchanges/mode.ts';
import type { ExchangeRecord } from '../../src/contract/exchanges/record.ts';
import type { Counts, Unpassed } from '../../src/contract/runs/summary.ts';
import { createFold } from '../../src/metrics/create-fold.ts';
import type { FoldPlan } from '../../src/metrics/fold-plan.ts';
import { breaksByError, judgeRun } from '../../src/metrics/judge-run.ts';
import { buildAttempt, refused } from '../build-exchange.ts';
import { MATCH, record, skipped } from './build-fold.ts';

function runOf(
  counts: Partial<Counts>,
  broken = 0,
  unpassed: readonly Unpassed[] = [],
  stale: readonly string[] = [],
) {
  const none = { planned: 0, passed: 0, failed: 0, errored: 0, skipped: 0, unproven: 0, missing: 0 };
  return judgeRun({ counts: { ...none, ...counts }, unpassed, stale, targets: [{ broken: 0 }, { broken }] });
}

const PASS = { verdict: 'pass', exitCode: 0 };
const FAIL = { verdict: 'fail', exitCode: 1 };
const INCONCLUSIVE = { verdict: 'inconclusive', exitCode: 3 };

it.each<[string, Partial<Counts>, number, object]>([
  ['all passed', { passed: 3 }, 0, PASS],
  ['passed but for the skipped', { passed: 1, skipped: 2 }, 0, PASS],
  ['one failed', { passed: 2, failed: 1 }, 1, FAIL],
  ['broken weighs more than missing', { failed: 1, missing: 1, errored: 1, unproven: 1 }, 1, FAIL],
  ['one missing', { passed: 2, missing: 1 }, 0, INCONCLUSIVE],
  ['one errored', { passed: 2, errored: 1 }, 0, INCONCLUSIVE],
  ['one unproven', { passed: 2, unproven: 1 }, 0, INCONCLUSIVE],
  ['all unproven', { unproven: 3 }, 0, INCONCLUSIVE],
  ['all skipped', { skipped: 3 }, 0, INCONCLUSIVE],
  ['nothing planned', {}, 0, INCONCLUSIVE],
])('%s', (_, counts, broken, expected) => {
  expect(runOf(counts, broken)).toEqual(expected);
});

it.each(['target', 'suite', 'mode'] as const)('a %s of which nothing passed leaves the run open', (what) => {
  expect(runOf({ passed: 3 }, 0, [{ what, id: 'x' }])).toEqual(INCONCLUSIVE);
  expect(runOf({ passed: 3, failed: 1 }, 1, [{ what, id: 'x' }])).toEqual(FAIL);
});

it('a stale golden leaves the run open, and hides no failure', () => {
  expect(runOf({ passed: 3 }, 0, [], ['a'])).toEqual(INCONCLUSIVE);
  expect(runOf({ passed: 3, failed: 1 }, 1, [], ['a'])).toEqual(FAIL);
});

function attempt(kind: ErrorKind) {
  const { outcome } = refused({ kind });
  return buildAttempt({ error: outcome.type === 'error' ? outcome.error : null });
}

function breaking(...kinds: readonly ErrorKind[]): boolean {
  return breaksByError(refused({ kind: kinds.at(-1) ?? 'unknown' }, { attempts: kinds.map(attempt) }));
}

describe('an error that nothing expected', () => {
  it('breaks the contract if it answers the question, and leaves it open otherwise', () => {
    expect(ERROR_KINDS.filter((kind) => breaking('server_error', kind))).toEqual([
      'invalid_request',
      'context_overflow',
      'output_limit',
      'unsupported_feature',
      'payload_too_large',
      'stream_interrupted',
      'malformed_response',
    ]);
  });

  it('of the model breaks it when every attempt had it', () => {
    expect(breaking('model_error')).toBe(true);
    expect(breaking('model_error', 'model_error')).toBe(true);
    expect(breaking('overloaded', 'model_error')).toBe(false);
  });
});

it('a run passes only if each target, suite and mode that was asked for has something that passed', () => {
  const targets = ['one', 'two'];
  const suites = ['s', 't'];
  const places = targets.flatMap((target) =>
    suites.flatMap((suite) => MODES.map((mode) => ({ target, suite, prompt: suite, mode }))),
  );
  const plan: FoldPlan = {
    targets: targets.map((id) => ({ id, deadlineMs: 1000 })),
    prompts: targets.flatMap((target) =>
      suites.map((suite) => ({
        target,
        suite,
        promptId: suite,
        repeat: 1,
        plannedExchanges: 2,
        plannedStreams: 1,
        hasSchema: false,
        expectsCall: null,
        isStale: false,
        scoredBy: null,
        restsOn: ['presence'],
        carried: { send: [], stream: [] },
      })),
    ),
  };
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }), (passes) => {
      const fold = createFold({ plan, source: 'live' });
      const records = places.map((place, index): ExchangeRecord =>
        passes[index] === true ? record({ ...place, verdicts: [MATCH] }) : skipped(place),
      );
      for (const each of records) fold.add(each);
      const passed = places.filter((_place, index) => passes[index]);
      const empty = [
        ...targets.filter((id) => !passed.some(({ target }) => target === id)),
        ...suites.filter((id) => !passed.some(({ suite }) => suite === id)),
        ...MODES.filter((id) => !passed.some(({ mode }) => mode === id)),
      ];
      const { verdict, unpassed } = fold.summary(null);
      expect(unpassed.map(({ id }) => id)).toEqual(empty);
      expect(verdict).toBe(empty.length === 0 ? 'pass' : 'inconclusive');
    }),
  );
});
