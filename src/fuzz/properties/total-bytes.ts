import fc from 'fast-check';
import { z } from 'zod';
import { ERROR_KINDS } from '../../contract/errors/error-kind.ts';
import { MODES } from '../../contract/exchanges/mode.ts';
import { defineProperty, fails, HOLDS } from '../property.ts';
import type { Served } from '../stage.ts';
import { arbitraryWireName, wireNamed } from '../wire-case.ts';

const schema = z
  .strictObject({
    wire: z.string(),
    mode: z.enum(MODES),
    status: z.int(),
    type: z.string(),
    end: z.enum(['fin', 'reset', 'stall']),
    base64: z.array(z.string()).readonly(),
  })
  .readonly();

const LINES = [
  'data: ',
  '{"choices":[{"index":0,"delta":{"content":"hi"}}]}',
  '{"choices":null}',
  '{"choices":[null]}',
  '{"choices":[{"delta":[]}]}',
  '{"choices":[{"index":0,"delta":{"tool_calls":[{"index":-1,"function":{}}]}}]}',
  '{"usage":{"prompt_tokens":-1,"completion_tokens":"many"}}',
  '[DONE]',
  '\n\n',
  '\r\n',
  'event: error\n',
  'id: \u0000\n',
  ': \n',
  '{}',
  '[]',
  'null',
  '{"output":{"message":{"content":[null]}}}',
  '{"generation":1,"stop_reason":[]}',
];

const TYPES = [
  'text/event-stream',
  'application/json',
  'application/vnd.amazon.eventstream',
  'text/html',
  '',
];

const text = fc.constantFrom(...LINES).map((line) => Buffer.from(line));
/** Lengths that claim too little, too much, and nothing; then anything. */
const binary = fc
  .tuple(fc.constantFrom(0, 12, 16, 20, 200, 2 ** 31, 2 ** 32 - 1), fc.uint8Array({ maxLength: 24 }))
  .map(([length, rest]) => {
    const head = Buffer.alloc(4);
    head.writeUInt32BE(length);
    return Buffer.concat([head, rest]);
  });
const noise = fc.uint8Array({ maxLength: 24 }).map((bytes) => Buffer.from(bytes));

export const totalBytes = defineProperty({
  name: 'total-bytes',
  claim: 'whatever bytes come, what is read of them is an answer or an error, and no words are added to them',
  schema,
  arbitrary: (stage) =>
    fc.record({
      wire: arbitraryWireName(stage),
      mode: fc.constantFrom(...MODES),
      status: fc.constantFrom(200, 200, 200, 204, 400, 500),
      type: fc.constantFrom(...TYPES),
      end: fc.constantFrom<Served['end']>('fin', 'fin', 'reset', 'stall'),
      base64: fc.array(
        fc.oneof(text, text, binary, noise).map((bytes) => bytes.toString('base64')),
        { maxLength: 8 },
      ),
    }),
  async judge({ wire: name, mode, status, type, end, base64 }, stage) {
    const wire = wireNamed(stage, name);
    if (wire === null) return HOLDS;
    const chunks = base64.map((piece) => Buffer.from(piece, 'base64'));
    const served: Served = { status, headers: { 'content-type': type }, chunks, end, refused: null };
    const { response, error } = await wire.hear(served, mode);
    if (error === null && response.finishReason === null)
      return fails(`${name}: complete without a finish reason`);
    if (error !== null && !ERROR_KINDS.includes(error.kind)) return fails(`${name}: the kind ${error.kind}`);
    const { inputTokens, outputTokens } = response.usage;
    const counts = [inputTokens, outputTokens].filter((count) => count !== null);
    return counts.every((count) => Number.isInteger(count) && count >= 0)
      ? HOLDS
      : fails(`${name}: usage of ${counts.join(', ')}`);
  },
});
