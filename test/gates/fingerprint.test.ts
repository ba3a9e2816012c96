import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../src/contract/exchanges/exchange.ts';
import type { Fingerprint } from '../../src/contract/wires/fingerprint.ts';
import { changesBetween, changesSince, takeFingerprint } from '../../src/gates/fingerprint.ts';
import { answered, buildAttempt, buildExchange, buildResponse, refused } from '../build-exchange.ts';

function taken(...exchanges: readonly Exchange[]): Fingerprint {
  const fold = takeFingerprint();
  for (const exchange of exchanges) fold.add(exchange);
  return fold.fingerprint();
}

function failing(status: number, body: string | null): Exchange {
  const raw = { name: null, message: null, body, headers: {} };
  const exchange = refused({ kind: 'overloaded', status, raw });
  if (exchange.outcome.type !== 'error') throw new Error('refused is an error');
  return { ...exchange, attempts: [buildAttempt({ status, error: exchange.outcome.error })] };
}

const call = { id: 'call-1', name: 'look_up', arguments: {}, rawArguments: '{}' };
const stream = (parts: Partial<Exchange>): Exchange =>
  buildExchange({ mode: 'stream', servedAs: 'stream', ...parts });
const proof = { frames: 3, terminalMarker: true, usageRecords: 1 };

describe('an endpoint is no longer what it was', () => {
  it.each<[string, Exchange, Exchange, string, string, string]>([
    [
      'counts other tokens in a prompt',
      answered({ usage: { inputTokens: 31, outputTokens: 4, cachedTokens: null, reasoningTokens: null } }),
      answered({ usage: { inputTokens: 33, outputTokens: 9, cachedTokens: null, reasoningTokens: null } }),
      'the tokens of greeting (send, request abc)',
      '31',
      '33',
    ],
    [
      'tells no usage any more',
      answered({}),
      answered({
        usage: { inputTokens: null, outputTokens: null, cachedTokens: null, reasoningTokens: null },
      }),
      'the tokens of greeting (send, request abc)',
      '12',
      'none',
    ],
    [
      'has another word for an end',
      answered({}),
      answered({ finishReason: { unified: 'stop', raw: 'eos_token' } }),
      'its word for stop',
      'stop',
      'eos_token',
    ],
    [
      'has another name of the model',
      answered({}),
      answered({ model: 'scout-2' }),
      'its name of the model',
      'meta/llama-4-scout',
      'scout-2',
    ],
    [
      'gives no ids',
      answered({}),
      answered({ providerRequestId: null }),
      'its ids of requests (send)',
      'given',
      'none',
    ],
    [
      'gives no ids of calls',
      answered({ toolCalls: [call] }),
      answered({ toolCalls: [{ ...call, id: null }] }),
      'its ids of calls (send)',
      'given',
      'none',
    ],
    [
      'ends its streams otherwise',
      stream({ proof }),
      stream({ proof: { ...proof, terminalMarker: false } }),
      'the end of its streams',
      'with a marker',
      'without a marker',
    ],
    [
      'tells usage at every piece of a stream',
      stream({ proof }),
      stream({ proof: { ...proof, usageRecords: 7 } }),
      'the usage in its streams',
      '1',
      'several',
    ],
    [
      'gives its errors another form',
      failing(503, '{"error":{"message":"busy","type":"x"}}'),
      failing(503, '{"detail":"busy"}'),
      'the form of overloaded 503',
      'error error/message error/type',
      'detail',
    ],
    [
      'gives no JSON with its errors',
      failing(503, '{"detail":"busy"}'),
      failing(503, '<html>'),
      'the form of overloaded 503',
      'detail',
      'no JSON',
    ],
  ])('where it %s', (_what, before, after, place, was, is) => {
    expect(changesBetween(taken(before), taken(after))).toEqual([{ place, before: [was], after: [is] }]);
    expect(changesBetween(taken(before), taken(before))).toEqual([]);
  });
});

describe('an endpoint is what it was', () => {
  it('where it says other things', () => {
    const other = answered({
      text: 'All is lost.',
      reasoning: 'Why not.',
      usage: { inputTokens: 12, outputTokens: 900, cachedTokens: null, reasoningTokens: null },
    });
    expect(changesBetween(taken(answered({})), taken(other))).toEqual([]);
  });

  it('where one time alone saw an error, an end or a prompt', () => {
    const rare = [
      failing(529, '{"detail":"busy"}'),
      answered({ finishReason: { unified: 'length', raw: 'max' } }),
      answered(
        { usage: { inputTokens: 99, outputTokens: 1, cachedTokens: null, reasoningTokens: null } },
        { prompt: 'another' },
      ),
      {
        ...answered({
          usage: { inputTokens: 98, outputTokens: 1, cachedTokens: null, reasoningTokens: null },
        }),
        requestHash: 'edited',
      },
    ];
    expect(changesBetween(taken(answered({})), taken(answered({}), ...rare))).toEqual([]);
    expect(changesBetween(taken(answered({}), ...rare), taken(answered({})))).toEqual([]);
  });

  it('where both times saw one thing of several', () => {
    const words = ['stop', 'eos'].map((raw) => answered({ finishReason: { unified: 'stop', raw } }));
    const [first] = words;
    expect(changesBetween(taken(...words), taken(first ?? answered({})))).toEqual([]);
  });

  it('where nothing came back, or nobody sent the error', () => {
    expect(changesBetween(taken(), taken(answered({})))).toEqual([]);
    expect(taken(failing(503, null))).toEqual({});
  });
});

it('a fingerprint does not depend on the order of exchanges, and does not grow with what is said', () => {
  const many = Array.from({ length: 200 }, (_, at) => {
    const finishReason = { unified: 'unknown', raw: `${at}`.repeat(200) } as const;
    return buildExchange({ outcome: { type: 'response', response: buildResponse({ finishReason }) } });
  });
  const words = taken(...many)['its word for unknown'] ?? [];
  expect([words.length, Math.max(...words.map(({ length }) => length))]).toEqual([20, 80]);
  const some = fc.array(
    fc.constantFrom(answered({}), answered({ model: null }), failing(503, '{}'), stream({ proof })),
  );
  fc.assert(
    fc.property(some, (exchanges) => {
      expect(changesBetween(taken(...exchanges), taken(...exchanges.toReversed()))).toEqual([]);
    }),
  );
});

describe('what changed since an endpoint was first seen', () => {
  const first = { model: ['a'], end: ['stop'] };

  it('is told once, with the run that shows it first', () => {
    const later = [
      { run: '2', fingerprint: { model: ['a'] } },
      { run: '3', fingerprint: { model: ['b'] } },
      { run: '4', fingerprint: { model: ['b'], end: ['stop'] } },
    ];
    expect(changesSince(first, later)).toEqual([{ run: '3', place: 'model', before: ['a'], after: ['b'] }]);
  });

  it('is told of what the first never saw, too, and again where it changes back', () => {
    const later = ['x', 'y', 'x'].map((word, at) => ({ run: `${at + 2}`, fingerprint: { other: [word] } }));
    expect(changesSince(first, later).map(({ run, after }) => [run, ...after])).toEqual([
      ['3', 'y'],
      ['4', 'x'],
    ]);
    expect(changesSince(first, [])).toEqual([]);
  });
});
