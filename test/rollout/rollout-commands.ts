import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Decision, SideEvidence } from '../../src/contract/gates/decision.ts';
import { DEFAULT_RULES } from '../../src/contract/routing/default-policy.ts';
import type { Ledger, LedgerBody, Moment } from '../../src/contract/rollout/ledger.ts';
import { STAGES, type Stage } from '../../src/contract/gates/migration.ts';
import { InputError } from '../../src/contract/problem.ts';
import type { RolloutState } from '../../src/contract/rollout/rollout.ts';
import { decideAdvance } from '../../src/rollout/decide-advance.ts';
import { decideHold } from '../../src/rollout/decide-hold.ts';
import { bodiesOf, decideWindows } from '../../src/rollout/decide-windows.ts';
import { rolloutState } from '../../src/rollout/rollout-state.ts';
import { extendLedger } from '../../src/store/ledger/extend-ledger.ts';
import { parseLedger } from '../../src/store/ledger/read-ledger.ts';
import { HOUR, monitored, request, requests, START, T0, textOf, upTo } from './build-ledger.ts';

/** What must hold, written down a second time and without a look at how it is done. Times are true ones. */
interface Model {
  hours: number;
  share: number;
  isRetired: boolean;
  sinceHours: number;
  isHeld: boolean;
  wasClockSet: boolean;
  /** Hours of windows that are recorded. */
  readonly monitored: Set<number>;
  advances: number;
}

/** The ledger itself, and the clocks of the one machine that writes it. */
interface Book {
  text: string;
  ledger: Ledger;
  trueHours: number;
  /** By how much the wall clock is wrong. */
  aheadHours: number;
  runs: number;
  /** The last run that moved traffic. */
  moved: string | null;
}

function nowOf({ trueHours, aheadHours }: Book): Moment {
  const at = new Date(T0 + (trueHours + aheadHours) * HOUR).toISOString();
  return { at, boot: 'one', upMs: trueHours * HOUR };
}

function stateOf(book: Book): RolloutState {
  return rolloutState(DEFAULT_RULES, book.ledger, nowOf(book));
}

function add(book: Book, bodies: readonly LedgerBody[]): void {
  const { entries, head } = book.ledger;
  const end = { count: entries.length, head };
  book.text += extendLedger(end, bodies, { by: 'the model', moment: nowOf(book) }).lines;
  book.ledger = parseLedger('rollouts/move.jsonl', book.text);
}

/** Whether it was not refused. */
function tried(act: () => void): boolean {
  try {
    act();
    return true;
  } catch (error) {
    if (error instanceof InputError && error.problems.every(({ mend }) => mend !== null)) return false;
    throw error;
  }
}

type Command = fc.Command<Model, Book>;

function command(text: string, run: (model: Model, book: Book) => void): Command {
  return {
    check: () => true,
    run(model, book) {
      const before = model.share;
      run(model, book);
      // Whoever replays it comes to the same, and it is where the model says.
      const state = stateOf(book);
      assert.deepEqual(stateOf({ ...book }), state);
      assert.deepEqual([state.step.share, state.next === null], [model.share, model.isRetired]);
      assert.ok([0, before, before + 10].includes(model.share));
    },
    toString: () => text,
  };
}

const wait = fc
  .oneof({ weight: 3, arbitrary: fc.constant(24) }, fc.integer({ min: 1, max: 40 }))
  .map((hours) =>
    command(`wait ${hours} h`, (model, book) => {
      model.hours += hours;
      book.trueHours += hours;
    }),
  );

const setClock = fc.integer({ min: -60, max: 60 }).map((hours) =>
  command(`set the clock by ${hours} h`, (model, book) => {
    book.aheadHours += hours;
    if (hours !== 0) model.wasClockSet = true;
  }),
);

interface Evidence {
  readonly verdict: Decision['verdict'];
  readonly stage: Stage | null;
  readonly flaw: 'none' | 'other-target' | 'before-the-step' | 'to-come' | 'spent' | 'no-time';
}

/** Good for the most part, or no step would ever be left. */
const evidence: fc.Arbitrary<Evidence> = fc.record({
  verdict: fc.oneof(
    { weight: 8, arbitrary: fc.constant('open' as const) },
    fc.constantFrom('closed' as const, 'inconclusive' as const),
  ),
  stage: fc.oneof({ weight: 10, arbitrary: fc.constant(null) }, fc.constantFrom(...STAGES)),
  flaw: fc.oneof(
    { weight: 10, arbitrary: fc.constant('none' as const) },
    fc.constantFrom(
      'other-target' as const,
      'before-the-step' as const,
      'to-come' as const,
      'spent' as const,
      'no-time' as const,
    ),
  ),
});

function judged(book: Book, { verdict, stage, flaw }: Evidence): Parameters<typeof decideAdvance>[1] {
  const { step, since } = stateOf(book);
  const now = Date.parse(nowOf(book).at);
  const began = {
    none: now,
    'other-target': now,
    spent: now,
    'to-come': now + 1,
    'before-the-step': Date.parse(since) - 1,
    'no-time': Number.NaN,
  }[flaw];
  book.runs += 1;
  const name = (flaw === 'spent' ? book.moved : null) ?? String(book.runs);
  const side = (target: string): SideEvidence => ({
    run: name,
    target: flaw === 'other-target' ? 'third' : target,
    evidenceRoot: name.padStart(64, '0'),
    askedAt: Number.isNaN(began) ? null : new Date(began).toISOString(),
    ageHours: 0,
    planted: 0,
    hashes: {},
  });
  return {
    stage: stage ?? (step.stage === 'retired' ? 'full' : step.stage),
    verdict,
    synthetic: false,
    migration: 'move',
    policy: 'default',
    evidence: { baseline: side('old'), candidate: side('new'), again: [], earlier: null, past: null },
  };
}

const advance = evidence.map((given) =>
  command(`advance on ${JSON.stringify(given)}`, (model, book) => {
    const { waits, step } = stateOf(book);
    const decision = judged(book, given);
    let advanced = false;
    const isAllowed = tried(() => {
      if (waits.length > 0) return;
      const body = decideAdvance(book.ledger, decision, nowOf(book));
      if (body === null) return;
      add(book, [body]);
      advanced = true;
    });
    if (advanced) {
      assert.deepEqual([given.verdict, decision.stage], ['open', step.stage]);
      assert.ok(!model.isHeld && !model.isRetired);
      assert.equal(given.flaw, model.advances === 0 && given.flaw === 'spent' ? 'spent' : 'none');
      book.moved = decision.evidence.baseline.run;
      if (model.share > 0) assert.ok(model.hours - model.sinceHours >= 24);
      if (model.share === 100 && !model.wasClockSet) {
        const since = [...model.monitored].filter((hours) => hours >= model.sinceHours);
        assert.ok(since.length >= 2);
      }
      model.isRetired = model.share === 100;
      model.share = Math.min(model.share + 10, 100);
      model.sinceHours = model.hours;
      model.advances += 1;
    } else if (isAllowed && waits.length === 0) {
      assert.notEqual(given.verdict, 'open');
    }
    const isDue = model.share === 0 || model.hours - model.sinceHours >= 24;
    const hasWaited = !model.wasClockSet && !model.isHeld && isDue && model.share < 100;
    if (hasWaited && !advanced) assert.deepEqual(waits, []);
  }),
);

const hold = fc.boolean().map((release) =>
  command(release ? 'release' : 'hold', (model, book) => {
    const did = tried(() => add(book, [decideHold(book.ledger, release, 'the model')]));
    assert.equal(did, release === model.isHeld);
    model.isHeld = did ? !release : model.isHeld;
  }),
);

function backToFirst(model: Model): void {
  model.share = 0;
  model.isRetired = false;
  model.sinceHours = model.hours;
}

const rollback = fc.constant(
  command('rollback', (model, book) => {
    add(book, [{ kind: 'rollback', reason: 'the model', because: null }]);
    backToFirst(model);
  }),
);

const tolerance = { threshold: 1.1, confidence: 0.95 };

const record = fc.constantFrom(...often('good', 20), 'break', 'error', 'slow').map((what) =>
  command(`record a ${what} window`, (model, book) => {
    const candidate =
      what === 'slow'
        ? requests(400, { latencyMs: 2_000 })
        : [
            request(what === 'break' ? { state: 'failed', breaks: ['finish/changed'] } : {}),
            ...(what === 'error'
              ? [request({ key: 'q', state: 'errored', endedWith: `odd ${book.runs}` })]
              : []),
          ];
    book.runs += 1;
    const hours = book.trueHours + book.aheadHours;
    const run = monitored(hours, { candidate }, `m${book.runs}`);
    const did = tried(() => {
      const decided = decideWindows(book.ledger, run, { windowMinutes: 60, tolerance });
      add(book, bodiesOf(decided));
      assert.equal(decided.rollback === null, what === 'good' || model.share === 0);
    });
    if (!did) return;
    if (what !== 'good' && model.share > 0) backToFirst(model);
    model.monitored.add(model.hours);
  }),
);

function often<T>(value: T, times: number): readonly T[] {
  return Array.from({ length: times }, () => value);
}

/** Where rollouts begin that are looked at: each step is begun from. */
const shares = fc.constantFrom(0, 10, 20, 50, 80, 90, 100, 100);

/**
 * Drives rollouts by random commands and holds them to the model. Gives at which shares they came to stand, and how many
 * retired the old target: who asserts that they met what they speak of. A failure says its seed and path.
 */
export function checkRollouts(how: { readonly seed: number; readonly numRuns: number }): {
  readonly reached: ReadonlySet<number>;
  readonly retired: number;
} {
  const reached = new Set<number>();
  let retired = 0;
  const commands = fc.commands(
    [...often(wait, 6), ...often(advance, 8), ...often(record, 6), hold, rollback, setClock],
    { maxCommands: 60, size: 'max' },
  );
  fc.assert(
    fc.property(shares, commands, (share, some) => {
      const hours = (share / 10) * EVERY_HOURS;
      const model: Model = {
        hours,
        share,
        isRetired: false,
        sinceHours: hours,
        isHeld: false,
        wasClockSet: false,
        monitored: new Set(),
        advances: 0,
      };
      const text = textOf([[0, START], ...upTo(share, EVERY_HOURS)]);
      const ledger = parseLedger('rollouts/move.jsonl', text);
      const real: Book = { text, ledger, trueHours: hours, aheadHours: 0, runs: 0, moved: null };
      fc.modelRun(() => ({ model, real }), some);
      reached.add(model.share);
      if (model.isRetired) retired += 1;
    }),
    how,
  );
  return { reached, retired };
}

const EVERY_HOURS = 30;
