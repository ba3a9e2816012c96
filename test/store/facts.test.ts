import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ExchangeFacts } from '../../src/contract/exchanges/exchange.ts';
import type { ExchangeRecord, RecordFacts } from '../../src/contract/exchanges/record.ts';
import type { Verdict } from '../../src/contract/exchanges/verdict.ts';
import { parseCounted } from '../../src/store/records/parse-counted.ts';
import { readRun } from '../../src/store/run/read-run.ts';
import { begin, caseOf, evidence, exchange, hashed, record, temporaryFolder } from './sample-run.ts';

/** What a line is taken apart by, as it may stand in what somebody said. */
const MARKS = [
  '"verdicts":',
  ',"score":',
  '"findings":',
  ',"evidence":{"request":',
  ',"chunkEnds":',
  ',"body":',
  '},"outcome":{',
  '"response":{"text":',
  ',"usage":',
];

const hostile = fc
  .array(fc.oneof(fc.constantFrom(...MARKS, '\\', '"', '}', '{', '“'), fc.string({ maxLength: 5 })))
  .map((parts) => parts.join(''));

/** A JSON value that has the marks as its own keys, one in the other. */
const nested = fc.constantFrom<readonly (readonly [string, unknown])[]>(
  [['usage', 1]],
  [['chunkEnds', [1]]],
  [['score', { held: 1 }]],
  [['evidence', { request: { a: 1 }, chunkEnds: 1 }]],
  [
    ['evidence', { request: { a: 1 }, chunkEnds: 1 }],
    ['body', {}],
  ],
  [
    ['response', { text: 'x', usage: {} }],
    ['outcome', { type: 'response' }],
  ],
);

const verdict: fc.Arbitrary<Verdict> = fc.oneof(
  fc.constant<Verdict>({ check: 'usage', status: 'pass', notes: [] }),
  hostile.map((reason): Verdict => ({ check: 'stop-strings', status: 'skip', reason })),
  fc.tuple(hostile, nested).map(([message, pairs]): Verdict => ({
    check: 'parity',
    status: 'fail',
    findings: [
      {
        code: 'parity/missing-path',
        pointer: '',
        message,
        expected: null,
        observed: JSON.parse(JSON.stringify(Object.fromEntries([['a', 1], ...pairs]))),
      },
    ],
    notes: [],
  })),
);

const answered = fc.record({
  text: hostile,
  body: hostile,
  header: fc.constantFrom('body', 'chunkEnds', 'usage', 'x'),
  verdicts: fc.array(verdict, { maxLength: 3 }),
  args: nested,
  isSeen: fc.boolean(),
});

function recordOf(
  prompt: string,
  { text, body, header, verdicts, args, isSeen }: FromArbitrary,
): ExchangeRecord {
  const { outcome } = exchange(prompt);
  if (outcome.type === 'error') throw new Error('the sample is an answer');
  const call = {
    id: null,
    name: text,
    arguments: JSON.parse(JSON.stringify(Object.fromEntries(args))),
    rawArguments: body,
  };
  const response = { ...outcome.response, text, toolCalls: [call] };
  return record(prompt, {
    verdicts,
    exchange: exchange(prompt, {
      outcome: { type: 'response', response },
      evidence: isSeen ? evidence({ body: { text: body }, headers: { [header]: text } }) : null,
    }),
  });
}

type FromArbitrary = typeof answered extends fc.Arbitrary<infer Of> ? Of : never;

/** As much of what was read as is counted, and no more. */
function countedOf({ case: id, state, reason, score, verdicts, exchange: of }: RecordFacts | ExchangeRecord) {
  const found = verdicts.filter((each) => 'findings' in each);
  return { id, state, reason, score, found, exchange: of === null ? null : countedIn(of) };
}

function countedIn({ outcome, evidence: seen, ...of }: ExchangeFacts) {
  const { servedAs, source, requestHash, attempts, proof, losses, enqueuedMs, acquiredMs } = of;
  const came = outcome.type === 'response' ? outcome.response.usage : outcome.error;
  const { chunkEnds, chunkAtMs, end } = seen ?? {};
  const timed = { attempts, enqueuedMs, acquiredMs, chunkEnds, chunkAtMs, end };
  return { servedAs, source, requestHash, proof, losses, type: outcome.type, came, timed };
}

it('what is counted of records is the same as of the whole ones, whatever was said in them', async () => {
  await using dir = await temporaryFolder();
  const store = await begin(dir.path);
  const given = fc.sample(answered, { numRuns: 200, seed: 7 }).map((each, at) => recordOf(`p${at}`, each));
  const skipped = record('skipped', { state: 'skipped', reason: 'no tools', exchange: null, verdicts: [] });
  const unsent = record('unsent', { exchange: exchange('unsent', { evidence: null }) });
  await store.append([...given, skipped, unsent], [hashed]);
  await store.close();
  const run = await readRun(store.folder);
  const whole: ExchangeRecord[] = [];
  for await (const { record: each } of run.records) whole.push(each);
  let at = 0;
  for await (const { facts, whole: read } of run.facts) {
    const expected = whole[at];
    if (expected === undefined) throw new Error('more facts than records');
    expect(countedOf(facts)).toEqual(countedOf(expected));
    if (at % 20 === 0) expect(read()).toEqual(expected);
    at += 1;
  }
  expect(at).toBe(given.length + 2);
});

it('a line as it is written is not parsed whole to be counted', () => {
  const { exchange: of, ...judged } = record('a');
  if (of === null) throw new Error('the sample was sent');
  const { case: _id, evidence: seen, outcome, ...facts } = of;
  const line = { ...judged, exchange: { ...facts, evidence: seen, outcome } };
  expect(parseCounted(Buffer.from(JSON.stringify(line)))).toMatchObject({
    case: caseOf('a'),
    verdicts: [],
    exchange: {
      evidence: { request: null, body: null, chunkEnds: [2] },
      outcome: { response: { text: null } },
    },
  });
});
