import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { JsonObject } from '../../src/contract/json-value.ts';
import type { Mode } from '../../src/contract/exchanges/mode.ts';
import type { Transport, WireChunk } from '../../src/contract/wires/wire.ts';
import { anyCodePoint } from '../../src/fuzz/any-code-point.ts';
import { bodyOf, readAll } from '../bodies.ts';
import { ROWS, type Row } from './rows.ts';
import { ask, call, page, WALL_MS } from './stage.ts';

interface Answer {
  readonly text: string;
  readonly toolCalls: readonly { readonly name: string; readonly arguments: JsonObject }[];
  readonly finish: 'stop' | 'length' | 'tool_calls';
}

/** What a wire cannot carry, and so is not asked to: everything else must come back as it was said. */
const CANNOT_CARRY: Readonly<Record<string, readonly ('tools' | 'tool_calls')[]>> = {
  // The native body has no tools, and so no finish word for them.
  'bedrock-invoke-llama': ['tools', 'tool_calls'],
  // Its finish reason is the engine's own, which knows no tools.
  tgi: ['tool_calls'],
  // Tools are an error for Llama.
  snowflake: ['tools'],
};

const TOOLS = ['get_weather', 'send_mail'].map((name) => ({
  name,
  description: name,
  parameters: { type: 'object' },
}));

const text = fc.oneof(
  fc.string({ unit: anyCodePoint, maxLength: 120 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom(
    '',
    '\n\n',
    'data: [DONE]\n\n',
    '\u0000\u001b[31m',
    '\uFEFF{"a":1}',
    '\u2028\u2029',
    '😀'.repeat(40),
  ),
);
const args = fc
  .dictionary(fc.string({ unit: anyCodePoint, maxLength: 12 }), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 4 })
  .map((value): JsonObject => JSON.parse(JSON.stringify(value)));
const toolCalls = fc.array(
  fc.record({ name: fc.constantFrom('get_weather', 'send_mail'), arguments: args }),
  {
    maxLength: 3,
  },
);

function answersFor(row: Row): fc.Arbitrary<Answer> {
  const cannot = CANNOT_CARRY[row.name] ?? [];
  return fc.record({
    text,
    toolCalls: cannot.includes('tools') ? fc.constant([]) : toolCalls,
    finish: cannot.includes('tool_calls')
      ? fc.constantFrom('stop', 'length')
      : fc.constantFrom('stop', 'length', 'tool_calls'),
  });
}

/** The same bytes, cut elsewhere. `cuts` are taken modulo the length of the body. */
function rechunked(cuts: readonly number[]): (transport: Transport) => Transport {
  return (transport) => async (request, signal) => {
    const response = await transport(request, signal);
    const { bytes, end, cause } = await readAll(response);
    const borders = cuts.map((cut) => cut % Math.max(1, bytes.length)).sort((a, b) => a - b);
    return { ...response, body: bodyOf(chunksOf(bytes, borders), end, cause) };
  };
}

function* chunksOf(body: Uint8Array, borders: readonly number[]): Generator<WireChunk> {
  let from = 0;
  for (const to of [...borders, body.length]) {
    if (to > from) yield { bytes: body.subarray(from, to), atMs: 0 };
    from = Math.max(from, to);
  }
}

/** Arguments as JSON text, which tells keys apart that comparing objects may not, such as `__proto__`. */
async function hear(row: Row, mode: Mode, answer: Answer, cuts: readonly number[]): Promise<object> {
  const request = ask('Say anything.', { tools: answer.toolCalls.length > 0 ? TOOLS : [] });
  const { response, error } = await call(row, mode, request, {
    book: [page(request, answer)],
    between: rechunked(cuts),
  });
  return {
    error: error?.message ?? null,
    text: response.text,
    toolCalls: response.toolCalls.map(({ name, arguments: value }) => [name, JSON.stringify(value)]),
    finish: response.finishReason?.unified,
    warnings: response.warnings,
  };
}

beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: WALL_MS });
});
afterAll(() => {
  vi.useRealTimers();
});

describe.each(ROWS)('any answer over $name comes back as it was said', (row) => {
  it.each(['send', 'stream'] as const)('%s', async (mode) => {
    await fc.assert(
      fc.asyncProperty(answersFor(row), fc.array(fc.nat(), { maxLength: 20 }), async (answer, cuts) => {
        expect(await hear(row, mode, answer, cuts)).toEqual({
          error: null,
          text: answer.text,
          toolCalls: answer.toolCalls.map(({ name, arguments: value }) => [name, JSON.stringify(value)]),
          finish: answer.finish,
          warnings: [],
        });
      }),
      { numRuns: 20 },
    );
  });
});
