import { expect, it } from 'vitest';
import type { Sample, StageResult, Vitals } from '../../src/contract/load/load.ts';
import { judgeStage } from '../../src/load/judge-stage.ts';
import { CALM, LIMITS, sample, STAGE, steady } from './build-samples.ts';

function judge(samples: readonly Sample[], vitals: Partial<Vitals> = {}): StageResult {
  const seen = { stage: STAGE, target: 'vllm', samples, vitals: { ...CALM, ...vitals } };
  return judgeStage(seen, { limits: LIMITS, isStreamed: true, contextTokens: null });
}

function brokenRows({ certificate }: StageResult): readonly string[] {
  return certificate.filter(({ holds }) => holds === false).map(({ row }) => row);
}

const CALMLY = steady(1_000, 10, 20);
const sentLate = (lateMs: (at: number) => number): readonly Sample[] =>
  CALMLY.map((each, at) => ({ ...each, sentMs: each.scheduledMs + lateMs(at) }));

it('a stage that kept its schedule has its figures', () => {
  const result = judge(CALMLY);
  expect([brokenRows(result), result.refused, result.figures?.latency.p95Ms]).toEqual([[], [], 20]);
  expect(result.goodput).toEqual({ good: 1_000, scheduled: 1_000, low: 1, high: 1 });
});

it.each([
  ['a client that sends late', sentLate((at) => (at % 10 === 0 ? 60 : 1)), {}, ['schedule lag']],
  ['a machine that froze for a moment', sentLate((at) => (at === 500 ? 2_000 : 0)), {}, ['schedule lag']],
  ['a client that falls behind ever more', sentLate((at) => at), {}, ['rate', 'schedule lag']],
  ['an event loop that is busy', CALMLY, { loopDelayP99Ms: 45 }, ['event loop']],
  ['an event loop that is off by more than few streams allow', CALMLY, { loopDelayP99Ms: 8 }, ['event loop']],
  ['answers that waited for each other', CALMLY, { firstOutputLateMs: 47 }, ['first outputs']],
  ['a clock that was set', CALMLY, { wallMs: 14_000 }, ['clocks']],
  ['a server that closes each connection', CALMLY, { opened: 900 }, ['connections']],
  ['too few requests', CALMLY.slice(0, 19), {}, ['requests']],
  [
    'a prefix cache that warms meanwhile',
    CALMLY.map((each, at) => ({ ...each, cachedTokens: at < 500 ? 0 : 80 })),
    {},
    ['prefix cache'],
  ],
])('%s is a row that does not hold, and refuses figures with its reason', (_what, samples, vitals, rows) => {
  const result = judge(samples, vitals);
  expect([brokenRows(result), result.figures, result.goodput]).toEqual([rows, null, null]);
  expect(result.refused.map((reason) => reason.split(':')[0])).toEqual(rows);
});

it('times may be off by more where many streams are open', () => {
  const late = { loopDelayP99Ms: 8, firstOutputLateMs: 15 };
  expect(brokenRows(judge(CALMLY, { ...late, mostInFlight: 200 }))).toEqual([]);
  expect(brokenRows(judge(CALMLY, { ...late, mostInFlight: 50 }))).toEqual(['event loop', 'first outputs']);
});

it('what was dropped refuses times, and leaves goodput as a range', () => {
  const dropped = Array.from({ length: 100 }, (_, at) =>
    sample({ scheduledMs: at * 100, outcome: 'dropped', sentMs: null, firstOutputMs: null, endMs: null }),
  );
  const result = judge([...CALMLY, ...dropped].toSorted((a, b) => a.scheduledMs - b.scheduledMs));
  expect([brokenRows(result), result.figures, result.dropped]).toEqual([['drops'], null, 100]);
  expect(result.goodput).toMatchObject({ low: 1_000 / 1_100, high: 1 });
});

it('what nobody can see refuses nothing, and is not called good', () => {
  const unseen = judge(
    CALMLY.map((each) => ({ ...each, cachedTokens: null })),
    { loopDelayP99Ms: null, loopDelayMaxMs: null, firstOutputLateMs: null, opened: null },
  );
  const unknown = unseen.certificate.filter(({ holds }) => holds === null).map(({ row }) => row);
  expect(unknown).toEqual(
    expect.arrayContaining(['event loop', 'first outputs', 'connections', 'prefix cache']),
  );
  expect(unseen.refused).toEqual([]);
});

it('a stage that somebody ended has no figures', () => {
  const cut = [...CALMLY, sample({ scheduledMs: 9_999, sentMs: 9_999, outcome: 'cut', endMs: null })];
  const { figures, goodput, refused } = judge(cut);
  expect([figures, goodput, refused]).toEqual([null, null, ['the run was ended before the stage was']]);
});
