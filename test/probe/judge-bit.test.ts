import { describe, expect, it } from 'vitest';
import { ERROR_KINDS } from '../../src/contract/errors/error-kind.ts';
import type { CanonicalResponse } from '../../src/contract/exchanges/response.ts';
import type { Bit, ProbeAnswer } from '../../src/probe/bit.ts';
import { judgeBit } from '../../src/probe/judge-bit.ts';
import { listBits } from '../../src/probe/list-bits.ts';

const bits = new Map(listBits().map((bit) => [bit.id, bit]));
const NOTHING = { inputTokens: 10 };

function bit(id: string): Bit {
  const found = bits.get(id);
  if (found === undefined) throw new Error(`no bit ${id}`);
  return found;
}

function answer(over: Partial<CanonicalResponse> = {}, more: Partial<ProbeAnswer> = {}): ProbeAnswer {
  return {
    exchange: 'x/y/send/1',
    servedAs: 'send',
    response: {
      text: '',
      reasoning: null,
      toolCalls: [],
      finishReason: { unified: 'stop', raw: 'stop' },
      usage: { inputTokens: 10, outputTokens: 5, cachedTokens: null, reasoningTokens: null },
      model: null,
      providerRequestId: null,
      systemFingerprint: null,
      warnings: [],
      ...over,
    },
    error: null,
    losses: [],
    proof: null,
    body: '',
    ...more,
  };
}

const failed = (kind: (typeof ERROR_KINDS)[number]): ProbeAnswer =>
  answer({}, { response: null, error: { kind, message: 'no', status: 400 } });
const call = (name: string) => ({ id: 'a', name, arguments: {}, rawArguments: '{}' });

describe('a bit', () => {
  it.each([
    ['json_schema/enum', [{ text: '{"city":"kx-71"}' }], null],
    ['json_schema/enum', [{ text: '{"city":"kx-71"}' }, { text: '{"city":"kx-72"}' }], 'obeyed'],
    ['json_schema/enum', [{ text: '{"city":"kx-71"}' }, { text: '{"city":"Paris"}' }], 'ignored'],
    ['json_schema/enum', [{ text: 'Paris' }], 'ignored'],
    ['json_schema/$ref', [{ text: '{"place":{"zeta_code":"1"}}' }], 'ignored'],
    ['json_schema/anyOf', [{ text: '{"city":"Paris"}' }], 'ignored'],
    ['json_schema/additionalProperties', [{ text: '{"name":"A","age":3}' }], 'ignored'],
    ['tools', [{ text: 'It rains.' }], null],
    ['tools', [{ text: 'It rains.' }, { toolCalls: [call('get_weather')] }], 'obeyed'],
    ['tools', [{ text: 'It rains.' }, { text: 'It rains.' }], 'ignored'],
    ['tool_choice/named', [{ toolCalls: [call('get_weather')] }], 'ignored'],
    ['tool_choice/none', [{ toolCalls: [call('get_weather')] }], 'ignored'],
    ['tool_choice/none', [{ text: 'No.' }, { text: 'No.' }], 'obeyed'],
    ['stop', [{ text: '1, 2, 3, 4, ' }], 'obeyed'],
    ['stop', [{ text: '1, 2, 3, 4, 5' }], 'ignored'],
    ['stop', [{ text: 'Gladly.' }], 'unclear'],
    ['seed', [{ text: 'a' }, { text: 'b' }], 'ignored'],
    ['seed', [{ text: 'a' }, { text: 'a' }, { text: 'a' }], 'unclear'],
    ['seed', [{ text: 'a' }, { text: 'a' }, { text: 'b' }], 'obeyed'],
    ['images/png', [{ text: 'Red.' }], 'obeyed'],
    ['images/png', [{ text: 'Blue.' }], 'ignored'],
  ] as const)('%s after %j is %s', (id, answers, ground) => {
    const given = answers.map((over) => answer(over));
    expect(judgeBit(bit(id), given, NOTHING)?.ground ?? null).toBe(ground);
  });

  it('that was cut shows nothing', () => {
    const cut = answer({ text: '{"ci', finishReason: { unified: 'length', raw: 'length' } });
    expect(judgeBit(bit('json_schema/enum'), [cut], NOTHING)).toEqual({
      verdict: 'unknown',
      ground: 'unclear',
    });
  });

  it('that the wire does not carry is refuted by no answer of the model', () => {
    const lost = answer(
      { text: '{"city":"kx-71"}' },
      { losses: [{ field: 'output.schema', action: 'dropped', reason: 'no' }] },
    );
    expect(judgeBit(bit('json_schema/enum'), [lost], NOTHING)?.ground).toBe('not-carried');
  });

  it('many pictures count by the tokens that they add', () => {
    const seen = answer({
      usage: { inputTokens: 500, outputTokens: 1, cachedTokens: null, reasoningTokens: null },
    });
    expect(judgeBit(bit('images/count/5'), [seen], NOTHING)?.ground).toBe('obeyed');
    expect(judgeBit(bit('images/count/5'), [seen], { inputTokens: null })?.ground).toBe('unclear');
  });

  it.each(ERROR_KINDS)('is refuted by the error %s only where that answers it', (kind) => {
    const refusals = [
      'invalid_request',
      'unsupported_feature',
      'payload_too_large',
      'context_overflow',
      'output_limit',
    ];
    const { verdict } = judgeBit(bit('json_schema/enum'), [failed(kind)], NOTHING) ?? {};
    expect(verdict).toBe(refusals.includes(kind) ? 'refuted' : 'unknown');
  });
});

it('every bit rests on one that comes before it', () => {
  const all = [...bits.values()];
  const astray = all.filter(
    ({ after }, at) => after !== null && !all.slice(0, at).some(({ id }) => id === after),
  );
  expect(astray).toEqual([]);
});
