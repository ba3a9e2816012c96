import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ExchangeFacts, RequestChange } from '../../src/contract/exchanges/exchange.ts';
import type { ExchangeRecord, RecordFacts } from '../../src/contract/exchanges/record.ts';
import type { Finding, Verdict } from '../../src/contract/exchanges/verdict.ts';
import type { JsonObject } from '../../src/json/json-value.ts';
import { isRecord } from '../../src/json/read.ts';
import { writeApart } from '../../src/store/records/apart-records.ts';
import { digestLine } from '../../src/store/records/digest-line.ts';
import { decodeExchangeLine, decodeFactsLine } from '../../src/store/records/exchange-line.ts';
import { parseCounted } from '../../src/store/records/parse-counted.ts';
import { restoreRecord } from '../../src/store/records/restore-record.ts';
import type { StoredRecord } from '../../src/store/records/stored-record.ts';
import { readRun } from '../../src/store/run/read-run.ts';
import { buildAttempt, buildError } from '../build-exchange.ts';
import { begin, caseOf, evidence, exchange, hashed, plain, record, temporaryFolder } from './sample-run.ts';

/** What a line is taken apart by, as it may stand in what somebody said. */
const MARKS = [
  // The verdicts.
  ',"verdicts":[',
  ',"score":',
  '"findings":',
  '"notes":[{',
  ',"exchange":',
  // What was sent, and the head that came back.
  ',"evidence":{"request":',
  ',"chunkEnds":[',
  // The body.
  ',"body":',
  ',"end":',
  '},"outcome":{',
  // What was made of it.
  ',"response":{"text":',
  ',"usage":',
];

const hostile = fc
  .array(fc.oneof(fc.constantFrom(...MARKS, '\\', '"', '}', '{', '“'), fc.string({ maxLength: 5 })))
  .map((parts) => parts.join(''));

/** The keys of a record as we write it, up to where the wire request stands, and up to where the response's text does. */
const UP_TO_REQUEST: JsonObject = {
  a: 1,
  score: null,
  opinion: null,
  exchange: { requestHash: 'theirs', attempts: [], evidence: { request: 1 } },
};
const UP_TO_TEXT: JsonObject = {
  a: 1,
  score: null,
  opinion: null,
  exchange: {
    requestHash: 'theirs',
    attempts: [],
    evidence: null,
    outcome: { type: 'response', response: { text: 1 } },
  },
};

/** A JSON value that has the marks as its own keys, one in the other, behind a key that is none. */
const nested = fc
  .constantFrom<JsonObject>(
    { usage: 1 },
    { chunkEnds: [1] },
    { score: { held: 1 } },
    { verdicts: [], score: null },
    { evidence: { request: { a: 1 }, chunkEnds: [1] } },
    { evidence: { request: { a: 1 }, chunkEnds: [1] }, body: {} },
    { response: { text: 'x', usage: {} }, outcome: { type: 'response' } },
    UP_TO_REQUEST,
    UP_TO_TEXT,
  )
  .map((keys): JsonObject => ({ a: 1, ...keys }));

function citing(observed: JsonObject, message = 'x'): Finding {
  return { code: 'parity/missing-path', pointer: '', message, expected: null, observed };
}

const cited = fc.oneof(
  fc.tuple(nested, hostile).map(([observed, message]) => citing(observed, message)),
  nested.map((expected): Finding => ({ ...citing({}), expected: [expected], observed: null })),
);

const verdict: fc.Arbitrary<Verdict> = fc.oneof(
  fc.constant<Verdict>({ check: 'usage', status: 'pass', notes: [] }),
  cited.map((note): Verdict => ({ check: 'usage', status: 'pass', notes: [note] })),
  hostile.map((reason): Verdict => ({ check: 'stop-strings', status: 'skip', reason })),
  cited.map((found): Verdict => ({ check: 'parity', status: 'fail', findings: [found], notes: [] })),
);

const change: fc.Arbitrary<RequestChange> = fc.oneof(
  nested.map((recorded) => ({ pointer: '', recorded, sent: null })),
  nested.map((sent) => ({ pointer: '', recorded: null, sent: [sent] })),
);

const answered = fc.record({
  text: hostile,
  body: hostile,
  header: fc.constantFrom('body', 'chunkEnds', 'usage', 'x'),
  verdicts: fc.array(verdict, { maxLength: 3 }),
  args: fc.option(nested, { freq: 1 }),
  change: fc.option(change, { freq: 1 }),
  isSeen: fc.boolean(),
  isError: fc.boolean(),
  isRetried: fc.boolean(),
});

type Answered = typeof answered extends fc.Arbitrary<infer Of> ? Of : never;

const CALM: Answered = {
  text: 'x',
  body: 'x',
  header: 'x',
  verdicts: [{ check: 'usage', status: 'pass', notes: [] }],
  args: { a: 1 },
  change: null,
  isSeen: true,
  isError: false,
  isRetried: false,
};

function recordOf(prompt: string, given: Answered): ExchangeRecord {
  const { text, body, header, verdicts, args, change, isSeen } = given;
  const { outcome } = exchange(prompt);
  if (outcome.type === 'error') throw new Error('the sample is an answer');
  const call = { id: null, name: text, arguments: args, rawArguments: body };
  const response = { ...outcome.response, text, toolCalls: [call] };
  const raw = { name: null, message: text, body, headers: { [header]: text } };
  const error = buildError({ message: text, partial: response, raw });
  return record(prompt, {
    verdicts,
    exchange: exchange(prompt, {
      attempts: given.isRetried ? [buildAttempt({ error })] : [],
      outcome: given.isError ? { type: 'error', error } : { type: 'response', response },
      evidence: isSeen ? evidence({ body: { text: body }, headers: { [header]: text } }) : null,
      replayed: change === null ? null : { run: 'r', source: 'live', changes: [change] },
    }),
  });
}

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

/** Records as they are written, one line each without its digest. */
function contentsOf(records: readonly ExchangeRecord[]): readonly string[] {
  const text = writeApart(records, [], { redact: plain, maskSecrets: plain, countSecrets: () => 0 }, 0);
  return JSON.parse(text).contents;
}

type Form = (content: StoredRecord) => object;

/** What is not parsed of a record to be counted, put back in its place from the whole one. */
function withParts(short: unknown, whole: unknown): unknown {
  const evidenceKeys = ['request', 'status', 'headers', 'bytes', 'body'];
  const responseKeys = ['text', 'reasoning', 'toolCalls', 'finishReason'];
  const judged = put(short, whole, [], ['verdicts', 'truncation']);
  const seen = put(judged, whole, ['exchange', 'evidence'], evidenceKeys);
  return put(seen, whole, ['exchange', 'outcome', 'response'], responseKeys);
}

function put(
  value: unknown,
  whole: unknown,
  [key, ...path]: readonly string[],
  keys: readonly string[],
): unknown {
  if (!isRecord(value) || !isRecord(whole)) return value;
  if (key !== undefined)
    return key in value ? { ...value, [key]: put(value[key], whole[key], path, keys) } : value;
  return { ...value, ...Object.fromEntries(Object.entries(whole).filter(([each]) => keys.includes(each))) };
}

const WITHOUT_SCORE: Form = ({ score: _score, opinion: _opinion, ...content }) => content;

it.each<readonly [string, Form]>([
  ['of today', (content) => content],
  ['without score and opinion', WITHOUT_SCORE],
  [
    'of version 1',
    ({ case: { prompt: promptId, ...place }, state, reason, verdicts, exchange: of }) => {
      const id = { id: promptId, ...place, promptId };
      return { ...id, state, reason, verdicts, exchange: of === null ? null : { ...id, ...of } };
    },
  ],
  [
    'whose body stands before its end',
    ({ exchange: of, ...content }) => {
      const { evidence: seen, outcome, ...facts } = of ?? {};
      const { end, ...head } = seen ?? {};
      return {
        ...content,
        exchange: { ...facts, evidence: seen === null ? null : { ...head, end }, outcome },
      };
    },
  ],
  [
    'that has its keys in another order',
    ({ verdicts, truncation, score, opinion, exchange: of, ...content }) => {
      const { evidence: seen, outcome, ...facts } = of ?? {};
      const { chunkEnds, chunkAtMs, end, ...head } = seen ?? {};
      const late = seen === null ? null : { ...head, chunkEnds, chunkAtMs, end };
      return {
        ...content,
        exchange: { outcome, evidence: late, ...facts },
        verdicts,
        truncation,
        score,
        opinion,
      };
    },
  ],
])('what is counted of a line %s is the same as of the whole one', (_form, formOf) => {
  const records = fc.sample(answered, { numRuns: 200, seed: 9 }).map((each, at) => recordOf(`p${at}`, each));
  for (const content of contentsOf(records)) {
    const formed = JSON.stringify(formOf(JSON.parse(content)));
    const short = parseCounted(Buffer.from(formed));
    if (short !== undefined) expect(withParts(short, JSON.parse(formed))).toEqual(JSON.parse(formed));
    const { line } = digestLine(formed);
    const counted = decodeFactsLine(Buffer.from(line));
    const whole = decodeExchangeLine(Buffer.from(line));
    if (counted === null || whole === null) throw new Error(`no line of ours: ${line}`);
    expect(countedOf(counted.facts)).toEqual(countedOf(restoreRecord(whole.record)));
  }
});

it.each<readonly [string, Partial<Answered>, Form]>([
  [
    'a note of a check that passed cites a record up to what was sent',
    { verdicts: [{ check: 'usage', status: 'pass', notes: [citing(UP_TO_REQUEST)] }] },
    (content) => content,
  ],
  [
    'a line without a score has arguments that are a record up to its text',
    { args: UP_TO_TEXT },
    WITHOUT_SCORE,
  ],
])('what a model said is not counted for a record of ours: %s', (_what, more, formOf) => {
  const [content = ''] = contentsOf([recordOf('a', { ...CALM, ...more })]);
  const { line } = digestLine(JSON.stringify(formOf(JSON.parse(content))));
  expect(decodeFactsLine(Buffer.from(line))?.facts.exchange?.requestHash).toBe(hashed.hash);
});

it('a line as it is written is not parsed whole to be counted', () => {
  const [content = ''] = contentsOf([recordOf('a', CALM)]);
  expect(parseCounted(Buffer.from(content))).toMatchObject({
    case: caseOf('a'),
    verdicts: [],
    exchange: {
      evidence: { request: null, body: null, chunkEnds: [2] },
      outcome: { response: { text: null } },
    },
  });
});
