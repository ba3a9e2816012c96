import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { LedgerBody } from '../../src/contract/rollout/ledger.ts';
import type { Arm } from '../../src/contract/traffic/traffic-rules.ts';
import { DEFAULT_TRAFFIC_RULES } from '../../src/contract/traffic/traffic-rules.ts';
import { decideRequest } from '../../src/rollout/decide-request.ts';
import { nextStep } from '../../src/rollout/steps.ts';
import { trafficState } from '../../src/rollout/traffic-state.ts';
import { advance, ledgerOf, START } from './build-ledger.ts';

const PINNED = { fixed: 'baseline', eager: 'candidate' } as const;
const KEYS = [...Array.from({ length: 12 }, (_, at) => `client-${at}`), 'fixed', 'eager', 'staff'];
const migration = {
  id: 'move',
  routing: null,
  traffic: {
    ...DEFAULT_TRAFFIC_RULES,
    pins: PINNED,
    cohorts: [{ id: 'staff', keys: ['staff'], from: 'canary' as const }],
  },
};

/** What must hold, written down a second time: who was served by which side since when. */
interface Model {
  moves: number;
  /** The move that last brought traffic back. */
  backAt: number;
  isBack: boolean;
  isHeld: boolean;
  readonly served: Map<string, { readonly arm: Arm; readonly moves: number }>;
  candidates: number;
}

interface Book {
  readonly entries: (readonly [number, LedgerBody])[];
}

type Command = fc.Command<Model, Book>;

const stateOf = ({ entries }: Book) => trafficState(ledgerOf(entries));

const moveOn: Command = {
  check: () => true,
  toString: () => 'advance',
  run(model, book) {
    const { step } = stateOf(book);
    const next = nextStep(step);
    if (next === null || model.isHeld) return;
    book.entries.push([book.entries.length, advance(step, next, `run-${book.entries.length}`)]);
    model.moves += 1;
    model.isBack = false;
  },
};

const moveBack: Command = {
  check: () => true,
  toString: () => 'rollback',
  run(model, book) {
    book.entries.push([book.entries.length, { kind: 'rollback', reason: 'the model', because: null }]);
    model.moves += 1;
    model.backAt = model.moves;
    model.isBack = true;
  },
};

const other = fc
  .constantFrom<LedgerBody>({ kind: 'hold', reason: 'x' }, { kind: 'release', reason: 'x' })
  .map<Command>((body) => ({
    check: () => true,
    toString: () => body.kind,
    run(model, book) {
      book.entries.push([book.entries.length, body]);
      model.isHeld = body.kind === 'hold';
    },
  }));

const ask = fc
  .record({ key: fc.constantFrom(...KEYS), requestId: fc.string({ minLength: 1 }), isStream: fc.boolean() })
  .map<Command>(({ key, requestId, isStream }) => ({
    check: () => true,
    toString: () => `ask ${key}`,
    run(model, book) {
      const state = stateOf(book);
      const features = {
        path: '/v1/chat/completions',
        clientKey: key,
        requestId,
        isStream,
        model: null,
        bodyBytes: 1,
      };
      const { arm, shadow } = decideRequest(features, migration, state);
      assert.equal(state.moves, model.moves);
      // The ledger allows it.
      if (state.step.share === 0) assert.equal(arm, 'baseline');
      if (model.isBack) assert.deepEqual([arm, shadow], ['baseline', false]);
      // The arm of a client changes by the ledger alone, and one way only while traffic moves on.
      const before = model.served.get(key);
      if (before?.moves === model.moves) assert.equal(arm, before.arm);
      if (before?.arm === 'candidate' && model.backAt <= before.moves) assert.equal(arm, 'candidate');
      if (state.step.share > 0 && state.step.stage !== 'retired') {
        if (key === 'fixed' || key === 'eager') assert.equal(arm, PINNED[key]);
        if (key === 'staff') assert.equal(arm, 'candidate');
      }
      model.served.set(key, { arm, moves: model.moves });
      if (arm === 'candidate') model.candidates += 1;
    },
  }));

it('no request is served by an arm that the ledger does not allow, and no client changes arm but by it', () => {
  let candidates = 0;
  const commands = fc.commands(
    [ask, ask, ask, ask, fc.constant(moveOn), fc.constant(moveOn), fc.constant(moveBack), other],
    { maxCommands: 50, size: 'max' },
  );
  fc.assert(
    fc.property(commands, (some) => {
      const served = new Map();
      const model: Model = { moves: 1, backAt: 0, isBack: false, isHeld: false, served, candidates: 0 };
      const real: Book = { entries: [[0, START]] };
      fc.modelRun(() => ({ model, real }), some);
      candidates += model.candidates;
    }),
    { numRuns: 60 },
  );
  // The property has met what it speaks of.
  expect(candidates).toBeGreaterThan(50);
});
