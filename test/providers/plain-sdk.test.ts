import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Mode } from '../../src/contract/exchanges/mode.ts';
import type { WireEnd } from '../../src/contract/wires/wire.ts';
import { bytesResponse } from '../../src/transport/in-memory-transport.ts';
import { ROWS, type Row } from '../conformance/rows.ts';
import { ask, call, WALL_MS } from '../conformance/stage.ts';
import { chunkFrame, eventFrame } from './frames.ts';

beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: WALL_MS });
});
afterAll(() => {
  vi.useRealTimers();
});

const rowOf = (name: string): Row => {
  const row = ROWS.find((each) => each.name === name);
  if (row === undefined) throw new Error(`no row ${name}`);
  return row;
};

/** What is said of the real SDK of a row's adapter over these bytes. */
async function sdkFindings(
  name: string,
  mode: Mode,
  contentType: string,
  body: string | Uint8Array,
  end: WireEnd = 'fin',
): Promise<{ sdk: string[]; complete: boolean }> {
  const headers = { 'content-type': contentType };
  const seen = await call(rowOf(name), mode, ask('Hi'), {
    between: () => async () => bytesResponse({ headers, body, end }),
  });
  const sdk = seen.response.warnings.map(({ code }) => code).filter((code) => code.startsWith('sdk/'));
  return { sdk, complete: seen.error === null };
}

const SSE = 'text/event-stream';
const FRAMES = 'application/vnd.amazon.eventstream';
const chunk = (delta: object, finish: string | null = null): string =>
  `data: ${JSON.stringify({ id: 'c', model: 'm', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
const HI = chunk({ role: 'assistant', content: 'Hi' });
const STOP = chunk({}, 'stop');
const DONE = 'data: [DONE]\n\n';
const USAGE = 'data: {"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":1}}\n\n';
const BODY = '{"choices":[{"index":0,"message":{"content":"Hi"},"finish_reason":"stop"}]}';

describe('a client on the plain openai SDK', () => {
  it.each([
    ['sees all of a right stream', 'stream', SSE, HI + STOP + USAGE + DONE, true, []],
    ['takes a cut stream for a whole one', 'stream', SSE, HI, false, ['sdk/silent-end']],
    ['takes [DONE] for the end of an answer', 'stream', SSE, HI + DONE, false, ['sdk/silent-end']],
    [
      'does not see an error in a line of its own',
      'stream',
      SSE,
      `${HI}error: {"code":500}\n\n`,
      false,
      ['sdk/silent-end'],
    ],
    [
      'takes a flat error for a chunk',
      'stream',
      SSE,
      `${HI}data: {"object":"error","message":"no"}\n\n`,
      false,
      ['sdk/silent-end'],
    ],
    ['hears an error event as we do', 'stream', SSE, `${HI}data: {"error":{"message":"no"}}\n\n`, false, []],
    [
      'breaks at a keep-alive in the data',
      'stream',
      SSE,
      `${HI}data: ping\n\n${STOP}${USAGE}${DONE}`,
      true,
      ['sdk/throws'],
    ],
    [
      'breaks where a blank line is missing',
      'stream',
      SSE,
      `${HI.trimEnd()}\n${STOP}${USAGE}${DONE}`,
      true,
      ['sdk/throws'],
    ],
    [
      'sees a last event that no blank line ends',
      'stream',
      SSE,
      HI + STOP + USAGE + DONE.trimEnd(),
      true,
      [],
    ],
    [
      'sees an event that a cut left whole, and takes that for the end',
      'stream',
      SSE,
      HI + chunk({ content: ' there' }).trimEnd(),
      false,
      ['sdk/silent-end'],
    ],
    [
      'takes lines that end in any way',
      'stream',
      SSE,
      `${HI.replaceAll('\n', '\r\n')}${STOP}${USAGE.replaceAll('\n', '\r')}${DONE}`,
      true,
      [],
    ],
    [
      'throws at an error event, whatever came before it',
      'stream',
      SSE,
      `${HI}${HI}event: error\ndata: {"error":{"message":"no","type":"server_error","code":500}}\n\n`,
      false,
      [],
    ],
    ['stops before what comes after [DONE]', 'stream', SSE, HI + STOP + DONE + USAGE, true, ['sdk/drops']],
    ['sees nothing of a body in place of a stream', 'stream', 'application/json', BODY, true, ['sdk/drops']],
    ['gets an answer', 'send', 'application/json', BODY, true, []],
    ['gets text where the content type is wrong', 'send', 'text/plain', BODY, true, ['sdk/no-answer']],
    [
      'gets an error for an answer',
      'send',
      'application/json',
      '{"error":{"message":"no"}}',
      false,
      ['sdk/error-as-answer'],
    ],
    [
      'gets an answer without a finish reason',
      'send',
      'application/json',
      BODY.replace('"stop"', 'null'),
      false,
      ['sdk/silent-end'],
    ],
  ] as const)('%s', async (_name, mode, contentType, body, complete, sdk) => {
    expect(await sdkFindings('vllm', mode, contentType, body)).toEqual({ sdk, complete });
  });

  it('is done at [DONE], and never sees that the connection broke after it', async () => {
    const found = await sdkFindings('vllm', 'stream', SSE, HI + STOP + USAGE + DONE, 'reset');
    expect(found).toEqual({ sdk: ['sdk/silent-end'], complete: false });
  });
});

const start = eventFrame('messageStart', { role: 'assistant' });
const delta = eventFrame('contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'Hi' } });
const stopBlock = eventFrame('contentBlockStop', { contentBlockIndex: 0 });
const stop = eventFrame('messageStop', { stopReason: 'end_turn' });
const metadata = eventFrame('metadata', { usage: { inputTokens: 1, outputTokens: 1, totalTokens: 2 } });

describe('a client on the plain AWS SDK', () => {
  it.each([
    ['sees all of a right stream', 'bedrock-converse', [start, delta, stopBlock, stop, metadata], true, []],
    ['takes a cut stream for a whole one', 'bedrock-converse', [start, delta], false, ['sdk/silent-end']],
    [
      'does not see an event that it does not know',
      'bedrock-converse',
      [start, delta, stopBlock, eventFrame('newEvent', { text: 'more' }), stop, metadata],
      true,
      ['sdk/drops'],
    ],
    [
      'takes chunks without a stop for an answer',
      'bedrock-invoke-llama',
      [chunkFrame({ generation: 'Hi' })],
      false,
      ['sdk/silent-end'],
    ],
  ] as const)('%s', async (_name, row, frames, complete, sdk) => {
    expect(await sdkFindings(row, 'stream', FRAMES, Buffer.concat(frames))).toEqual({ sdk, complete });
  });
});
