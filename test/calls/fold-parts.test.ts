import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPartFold, type PartFold } from '../../src/calls/fold-parts.ts';
import type { FindingCode } from '../../src/contract/findings.ts';
import { NO_USAGE } from '../../src/contract/exchanges/response.ts';
import type { StreamPart } from '../../src/contract/exchanges/stream-part.ts';
import { anyCodePoint } from '../../src/fuzz/any-code-point.ts';
import { errorOf, failing, FINISH, text } from './scripted-adapter.ts';

function folded(...parts: readonly StreamPart[]): PartFold {
  const fold = createPartFold();
  for (const part of parts) fold.add(part);
  return fold;
}

function call(index: number, args: string, name: string | null = null, id: string | null = null): StreamPart {
  return { type: 'tool-call-delta', index, id, name, arguments: args };
}

function usage(inputTokens: number | null, outputTokens: number | null): StreamPart {
  return { type: 'usage', usage: { inputTokens, outputTokens, cachedTokens: null, reasoningTokens: null } };
}

function warning(code: FindingCode, model: string | null): StreamPart {
  return {
    type: 'meta',
    model,
    providerRequestId: null,
    systemFingerprint: null,
    warnings: [{ code, message: code, frame: null, offset: null }],
  };
}

it('nothing folded is nothing known: no default stands for what did not come', () => {
  const fold = folded();
  expect(fold.response()).toEqual({
    text: '',
    reasoning: null,
    toolCalls: [],
    finishReason: null,
    usage: NO_USAGE,
    model: null,
    providerRequestId: null,
    systemFingerprint: null,
    warnings: [],
  });
  expect([fold.error(), fold.start(), fold.proof(), fold.hasOutput()]).toEqual([null, null, null, false]);
});

it('text and reasoning are joined in order, whatever the pieces', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: anyCodePoint })), (pieces) => {
      const fold = folded(
        ...pieces.map(text),
        ...pieces.map((piece) => ({ type: 'reasoning-delta' as const, text: piece })),
      );
      expect(fold.response().text).toBe(pieces.join(''));
      expect(fold.response().reasoning).toBe(pieces.length === 0 ? null : pieces.join(''));
      expect(fold.hasOutput()).toBe(pieces.join('') !== '');
    }),
  );
});

describe('tool calls', () => {
  it('are assembled by index and ordered by it, however they interleave', () => {
    const fold = folded(
      call(2, '{"c":'),
      call(0, '{"a":1}', 'first', 'id-0'),
      call(2, '3}', 'third'),
      call(2, '', ' place', 'id-2'),
    );
    expect(fold.response().toolCalls).toEqual([
      { id: 'id-0', name: 'first', arguments: { a: 1 }, rawArguments: '{"a":1}' },
      { id: 'id-2', name: 'third place', arguments: { c: 3 }, rawArguments: '{"c":3}' },
    ]);
  });

  it.each([
    ['an object', '{"a":[1]}', { a: [1] }],
    ['an array', '[1]', [1]],
    ['nothing', '', null],
    ['a string', '"a"', null],
    ['a number', '7', null],
    ['null', 'null', null],
    ['a cut object', '{"a":', null],
    ['an object with more behind it', '{} {}', null],
  ])('with %s for arguments keep the raw text beside the value', (_name, raw, value) => {
    const [only] = folded(call(0, raw, 'tool')).response().toolCalls;
    expect(only).toEqual({ id: null, name: 'tool', arguments: value, rawArguments: raw });
  });

  it('count as output from their first delta', () => {
    expect(folded(call(0, '', 'tool')).hasOutput()).toBe(true);
  });
});

it('the last usage wins, a number at a time', () => {
  expect(folded(usage(5, 1), usage(5, 2), usage(null, 9)).response().usage).toEqual({
    ...NO_USAGE,
    inputTokens: 5,
    outputTokens: 9,
  });
});

it('meta keeps what it knew, and warnings add up', () => {
  const response = folded(warning('stream/no-done', 'scout'), warning('stream/no-usage', null)).response();
  expect(response.model).toBe('scout');
  expect(response.warnings.map((each) => each.code)).toEqual(['stream/no-done', 'stream/no-usage']);
});

it('the first error stands, and a finish after it mends nothing', () => {
  const fold = folded(failing('stream_interrupted'), failing('server_error'), FINISH);
  expect(fold.error()?.kind).toBe('stream_interrupted');
});

it('an error gets what came before it, and keeps a partial and an id of its own', () => {
  const meta: StreamPart = {
    type: 'meta',
    model: null,
    providerRequestId: 'head',
    systemFingerprint: null,
    warnings: [],
  };
  const fold = folded(meta, text('half'));
  expect(fold.completeError(errorOf('timeout'))).toMatchObject({
    partial: { text: 'half' },
    providerRequestId: 'head',
  });
  const own = { ...fold.response(), text: 'own' };
  expect(fold.completeError(errorOf('timeout', { partial: own, providerRequestId: 'own' }))).toMatchObject({
    partial: { text: 'own' },
    providerRequestId: 'own',
  });
  expect(folded(meta).completeError(errorOf('timeout')).partial).toBeNull();
});

it('an error keeps what was counted and paid for, though nothing else came', () => {
  const fold = folded(usage(9, null));
  expect(fold.completeError(errorOf('malformed_response')).partial?.usage.inputTokens).toBe(9);
});

it('a response that was read does not change afterwards', () => {
  const fold = folded(text('a'), call(0, '{', 'tool'));
  const before = fold.response();
  const copy = structuredClone(before);
  fold.add(text('b'));
  fold.add(call(0, '}'));
  expect(before).toEqual(copy);
});
