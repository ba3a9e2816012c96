import { EventStreamCodec } from '@smithy/eventstream-codec';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { BARE_REQUEST } from '../../src/contract/exchanges/request.ts';
import type { RawBody } from '../../src/contract/wires/wire.ts';
import { describeBody } from '../../src/reports/exchange/describe-body.ts';
import { renderExchange, type ExchangeView } from '../../src/reports/exchange/render-exchange.ts';
import { hostileText } from './hostile-text.ts';

function view(text: string, body: RawBody = { text: JSON.stringify({ text }) }): ExchangeView {
  const place = {
    suite: 'sql',
    prompt: 'sql-01',
    target: 'nim-scout',
    mode: 'stream',
    repetition: 1,
  } as const;
  return {
    request: {
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text },
            { type: 'image', format: 'png', data: 'iVBORw0K'.repeat(100) },
          ],
        },
      ],
      ...BARE_REQUEST,
      maxOutputTokens: 10,
    },
    problems: [],
    timing: {
      headersMs: 10.5,
      firstByteMs: 11,
      firstOutputMs: 12,
      lastByteMs: 144,
      chunks: 9,
      largestStall: { ms: 120, afterBytes: 12 },
      queuedMs: 1,
    },
    record: {
      case: place,
      state: 'failed',
      reason: null,
      score: null,
      opinion: null,
      truncation: { class: 'output-capped', witnesses: ['finish length'] },
      verdicts: [
        { check: 'usage', status: 'pass', notes: [] },
        { check: 'tool-calls', status: 'skip', reason: 'no tools were offered' },
        {
          check: 'parity',
          status: 'fail',
          findings: [
            {
              code: 'parity/type-changed',
              pointer: '/a',
              message: 'a string, not a number',
              expected: 1,
              observed: text,
            },
          ],
          notes: [
            { code: 'parity/extra-path', pointer: '', message: 'more', expected: null, observed: null },
          ],
        },
      ],
      exchange: {
        case: place,
        servedAs: 'send',
        source: 'simulate',
        requestHash: 'h',
        attempts: [
          {
            number: 1,
            waitedMs: 0,
            status: 503,
            error: {
              kind: 'overloaded',
              retryable: true,
              retryAfterMs: null,
              status: 503,
              provider: 'nim',
              providerCode: null,
              message: text,
              providerRequestId: null,
              phase: 'http',
              retirement: null,
              guard: null,
              partial: null,
              raw: { name: null, message: null, body: null, headers: {} },
            },
            sentMs: 100,
            headersMs: 105,
            firstByteMs: 106,
            firstOutputMs: null,
            lastByteMs: 106,
          },
          {
            number: 2,
            waitedMs: 250,
            status: 200,
            error: null,
            sentMs: 356,
            headersMs: 366.5,
            firstByteMs: 367,
            firstOutputMs: 368,
            lastByteMs: 500,
          },
        ],
        outcome: {
          type: 'response',
          response: {
            text,
            reasoning: null,
            toolCalls: [],
            finishReason: { unified: 'stop', raw: 'stop' },
            usage: { inputTokens: 1, outputTokens: null, cachedTokens: null, reasoningTokens: null },
            model: 'm',
            providerRequestId: null,
            systemFingerprint: null,
            warnings: [],
          },
        },
        evidence: {
          request: {
            method: 'POST',
            url: 'http://h/v1/chat/completions',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ messages: [text] }),
          },
          status: 200,
          headers: { 'x-request-id': 'r1' },
          bytes: 20,
          chunkEnds: [20],
          chunkAtMs: [367],
          body,
          end: 'fin',
        },
        proof: null,
        losses: [{ field: 'stream', action: 'downgraded', reason: 'tools are not streamed' }],
        replayed: null,
        enqueuedMs: 0,
        acquiredMs: 1,
      },
    },
  };
}

it('an exchange is shown whole, what failed first', async () => {
  await expect(renderExchange(view('wrong'), false)).toMatchFileSnapshot('snapshots/exchange.txt.snap');
});

it('an exchange that was not sent says so, with its reason', () => {
  const { record } = view('');
  const skipped = {
    ...record,
    state: 'skipped',
    reason: 'limit/output',
    exchange: null,
    verdicts: [],
    truncation: null,
  } as const;
  expect(renderExchange({ record: skipped, request: null, problems: [], timing: null }, false)).toBe(
    'SKIPPED  nim-scout/sql-01/stream/1\nsuite sql · prompt sql-01 · target nim-scout · stream · repetition 1 · not sent · limit/output\n',
  );
});

it('whatever the texts and bytes are, nothing reaches the terminal that it would obey', () => {
  fc.assert(
    fc.property(hostileText, fc.uint8Array({ maxLength: 64 }), (text, bytes) => {
      const binary = { base64: Buffer.from(bytes).toString('base64') };
      for (const body of [{ text }, { text: `data: ${text}` }, binary]) {
        const shown = renderExchange(view(text, body), false);
        const hostile = ['\u001b', '\u009b', '\u202e', '\u0007', '\r', '\u0000', '\u2028'];
        expect(hostile.filter((each) => shown.includes(each))).toEqual([]);
        expect(shown.isWellFormed()).toBe(true);
      }
    }),
  );
});

it('the lines of an event stream are numbered, and an unfinished last one is marked', () => {
  expect(describeBody({ text: 'data: {"a":1}\r\n\r\n: ping\n\ndata: [DO' })).toEqual([
    '   0 data: {"a":1}',
    '   1 : ping',
    '   2 data: [DO (no line end)',
  ]);
});

const codec = new EventStreamCodec(
  (bytes) => Buffer.from(bytes).toString('utf8'),
  (text) => Buffer.from(text),
);
const frame = (type: string, payload: string): Uint8Array =>
  codec.encode({ headers: { ':event-type': { type: 'string', value: type } }, body: Buffer.from(payload) });

it('binary frames are decoded, and what follows the last whole one is shown in hexadecimal', () => {
  const bytes = Buffer.concat([
    frame('messageStart', '{"role":"assistant"}'),
    frame('x', '{}').subarray(0, 5),
  ]);
  expect(describeBody({ base64: bytes.toString('base64') })).toEqual([
    '   0 :event-type=messageStart {"role":"assistant"}',
    '5 bytes that are no whole frame:',
    expect.stringMatching(/^000000 {2}00 00 00 /),
  ]);
});

it('bytes that are no frames are shown in hexadecimal, and very many are counted', () => {
  expect(describeBody({ base64: Buffer.from('\u0000ABC').toString('base64') })).toEqual([
    '000000  00 41 42 43                                      .ABC',
  ]);
  const lines = describeBody({ base64: Buffer.alloc(5000, 255).toString('base64') });
  expect(lines).toHaveLength(257);
  expect(lines.at(-1)).toBe('and 904 bytes more');
});
