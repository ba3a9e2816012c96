import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UNASKED } from '../../src/contract/wires/carriage.ts';
import { COUNTED } from '../../src/contract/runs/summary.ts';
import type { Verdict } from '../../src/contract/exchanges/verdict.ts';
import { createFold } from '../../src/metrics/create-fold.ts';
import { buildExchange, refused } from '../build-exchange.ts';
import { failing, finding, fold, MATCH, planOf, record, skipped } from './build-fold.ts';

describe('counts', () => {
  it('planned is passed, failed, errored, skipped and missing', () => {
    const { counts, targets } = fold(planOf(['a', 'b', 'c'], 2, ['one', 'two']), [
      record({}),
      record({ mode: 'stream', state: 'failed' }),
      record({ prompt: 'b', state: 'errored', exchange: refused({}) }),
      skipped({ prompt: 'c' }),
      record({ target: 'two' }),
    ]);
    expect(counts).toEqual({
      planned: 12,
      passed: 2,
      failed: 1,
      errored: 1,
      skipped: 1,
      unproven: 0,
      missing: 7,
    });
    expect(targets.map(({ id, counts: { planned, missing } }) => [id, planned, missing])).toEqual([
      ['one', 6, 2],
      ['two', 6, 5],
    ]);
  });

  it('more records than planned break the accounting', () => {
    const three = [record({}), record({ mode: 'stream' }), record({ repetition: 1 })];
    expect(() => fold(planOf(['a']), three)).toThrow('accounting broken: one/a has 1 exchanges more');
  });

  it('what was not planned cannot be added', () => {
    expect(() => fold(planOf(['a']), [record({ prompt: 'b' })])).toThrow('one/b/send/0 was not planned');
    expect(() => fold(planOf(['a']), [record({ target: 'two' })])).toThrow('was not planned');
  });

  it('retries, error kinds, cuts and incomplete streams are counted for their target', () => {
    const { targets } = fold(planOf(['a'], 5), [
      record({}, 50, 3),
      record({
        mode: 'stream',
        state: 'failed',
        verdicts: [failing('truncation', finding('truncation/silent', ''))],
      }),
      record({ repetition: 1, state: 'errored', exchange: refused({ kind: 'timeout' }) }),
      record({
        repetition: 2,
        state: 'failed',
        exchange: refused({ kind: 'stream_interrupted' }),
        verdicts: [failing('stream-complete', finding('stream/incomplete', ''))],
      }),
      record({ repetition: 3, exchange: refused({ kind: 'context_overflow' }) }),
    ]);
    expect(targets[0]).toMatchObject({
      retries: 2,
      truncated: 1,
      incompleteStreams: 1,
      errorKinds: { stream_interrupted: 1, timeout: 1 },
    });
  });
});

it('losses and skips are counted and sorted', () => {
  const loss = { field: 'seed', action: 'dropped', reason: 'not on this wire' } as const;
  const lossy = buildExchange({ target: 'one', prompt: 'a', losses: [loss, { ...loss, field: 'a' }] });
  const { losses, skips } = fold(planOf(['a'], 4), [
    record({ exchange: lossy }),
    record({ mode: 'stream', exchange: lossy }),
    skipped({ repetition: 1 }),
    skipped({ repetition: 2, reason: 'limit/output' }),
  ]);
  expect(losses).toEqual([
    { target: 'one', ...loss, field: 'a', count: 2 },
    { target: 'one', ...loss, count: 2 },
  ]);
  expect(skips).toEqual([
    { target: 'one', reason: 'limit/output', count: 1 },
    { target: 'one', reason: 'no images', count: 1 },
  ]);
});

it('what became of what was asked is counted by target and mode, of the exchanges that were made', () => {
  const plan = planOf(['a', 'b'], 4, ['one', 'two']);
  const send = [
    { feature: 'seed', action: 'dropped' },
    { feature: 'topP', action: 'defaulted' },
  ] as const;
  const stream = [...send, { feature: 'mode', action: 'lossless' }] as const;
  const prompts = plan.prompts.map((row) => ({ ...row, carried: { send, stream } }));
  const { carriage } = fold({ ...plan, prompts }, [
    record({}),
    record({ mode: 'stream' }),
    record({ prompt: 'b' }),
    skipped({ prompt: 'b', mode: 'stream' }),
  ]);
  expect(carriage).toEqual([
    { target: 'one', feature: 'mode', counts: { ...UNASKED, lossless: 1 } },
    { target: 'one', feature: 'seed', counts: { ...UNASKED, dropped: 3 } },
    { target: 'one', feature: 'topP', counts: { ...UNASKED, defaulted: 3 } },
  ]);
});

it('evidence that is not live makes the run synthetic', () => {
  expect(fold(planOf(['a']), [record({})]).synthetic).toBe(false);
  expect(fold(planOf(['a']), [record({ exchange: buildExchange({ source: 'replay' }) })]).synthetic).toBe(
    true,
  );
  expect(createFold({ plan: planOf(['a']), source: 'simulate' }).summary(null).synthetic).toBe(true);
});

it('the summary does not depend on the order in which exchanges end, and nothing planned is lost', () => {
  const verdicts = fc.constantFrom<readonly Verdict[]>(
    [MATCH],
    [failing('parity', finding('parity/extra-path', '/a/0', 'one')), MATCH],
    [failing('parity', finding('parity/extra-path', '/a/1', 'other'), finding('truncation/silent', ''))],
  );
  const outcome = fc.record({
    state: fc.constantFrom('passed', 'failed', 'errored', 'skipped', 'unproven', 'missing'),
    verdicts,
    tookMs: fc.double({ min: 0, max: 5000, noNaN: true }),
    attempts: fc.integer({ min: 1, max: 3 }),
  });
  const plan = planOf(['a', 'text', 'c'], 4, ['one', 'two']);
  fc.assert(
    fc.property(
      fc.array(outcome, { minLength: 24, maxLength: 24 }),
      fc.infiniteStream(fc.nat()),
      (outcomes, ranks) => {
        const records = outcomes.flatMap(({ state, verdicts, tookMs, attempts }, index) => {
          const place = {
            target: index % 2 === 0 ? 'one' : 'two',
            prompt: ['a', 'text', 'c'][index % 3] ?? '',
            repetition: Math.floor(index / 6),
          };
          if (state === 'missing') return [];
          if (state === 'skipped') return [skipped(place)];
          if (state === 'errored')
            return [record({ ...place, state, exchange: refused({ message: `${tookMs}` }) })];
          return [record({ ...place, state, verdicts }, tookMs, attempts)];
        });
        const shuffled = records
          .map((each) => ({ each, rank: ranks.next().value }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ each }) => each);
        const summary = fold(plan, records);
        expect(JSON.stringify(fold(plan, shuffled))).toBe(JSON.stringify(summary));
        const { planned, passed, failed, errored, skipped: left, unproven, missing } = summary.counts;
        expect(planned).toBe(24);
        expect(passed + failed + errored + left + unproven + missing).toBe(planned);
        const states = outcomes.map(({ state }) => state);
        for (const state of COUNTED) {
          expect(summary.counts[state]).toBe(states.filter((other) => other === state).length);
        }
        // No hollow pass: each target, suite and mode that was asked for has something that passed, and nothing is open.
        const passing = (index: number, of: number): boolean =>
          outcomes.some(({ state }, at) => at % of === index && state === 'passed');
        expect(summary.verdict === 'pass').toBe(
          passing(0, 2) &&
            passing(1, 2) &&
            states.every((state) => state === 'passed' || state === 'skipped'),
        );
      },
    ),
  );
});
