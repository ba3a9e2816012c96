import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Carriage } from '../../src/contract/wires/carriage.ts';
import { MODES, type Mode } from '../../src/contract/exchanges/mode.ts';
import type { CanonicalRequest, Message, Tool } from '../../src/contract/exchanges/request.ts';
import type { Transport, WirePiece } from '../../src/contract/wires/wire.ts';
import { isRecord } from '../../src/json/read.ts';
import { carriageOf } from '../../src/providers/carriage-of.ts';
import { WIRES } from '../../src/providers/registry.ts';
import { ask } from '../ask.ts';
import { capabilitiesOf, ROWS, type Row } from './rows.ts';
import { call, page, WALL_MS, type Seen } from './stage.ts';

beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: WALL_MS });
});
afterAll(() => {
  vi.useRealTimers();
});

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

const user = (...more: Extract<Message, { role: 'user' }>['content']): Message => ({
  role: 'user',
  content: [{ type: 'text', text: 'What is it?' }, ...more],
});
const TOOL: Tool = { name: 'zebra_tool', description: 'Looks', parameters: { type: 'object' } };
const history = (called: boolean): readonly Message[] => [
  user(),
  {
    role: 'assistant',
    content: [{ type: 'text', text: 'Wait.' }],
    toolCalls: called ? [{ id: 'call_1', name: 'look', arguments: { zebra: 'crossing' } }] : [],
  },
  { role: 'tool', toolCallId: 'call_1', content: [{ type: 'text', text: 'seen' }] },
];
const PLAIN = { messages: [user()] } satisfies Partial<CanonicalRequest>;

interface Asked {
  readonly feature: string;
  readonly request: Partial<CanonicalRequest>;
  /** The same without the feature. */
  readonly without: Partial<CanonicalRequest>;
  /** What stands in a request that carries it. */
  readonly mark: string;
}

const ASKED: readonly Asked[] = [
  {
    feature: 'system',
    request: { messages: [{ role: 'system', content: [{ type: 'text', text: 'zebra' }] }, user()] },
    without: PLAIN,
    mark: 'zebra',
  },
  {
    feature: 'images',
    request: { messages: [user({ type: 'image', format: 'png', data: PIXEL })] },
    without: PLAIN,
    mark: PIXEL,
  },
  {
    feature: 'messages.toolCalls',
    request: { messages: history(true), tools: [TOOL] },
    without: { messages: history(false), tools: [TOOL] },
    mark: 'crossing',
  },
  { feature: 'maxOutputTokens', request: { maxOutputTokens: 397 }, without: PLAIN, mark: '397' },
  { feature: 'temperature', request: { temperature: 0.377 }, without: PLAIN, mark: '0.377' },
  { feature: 'topP', request: { topP: 0.731 }, without: PLAIN, mark: '0.731' },
  { feature: 'seed', request: { seed: 424_242 }, without: PLAIN, mark: '424242' },
  { feature: 'stop', request: { stop: ['ZEBRA'] }, without: PLAIN, mark: 'ZEBRA' },
  { feature: 'tools', request: { tools: [TOOL] }, without: PLAIN, mark: 'zebra_tool' },
  {
    feature: 'toolChoice',
    request: { tools: [TOOL], toolChoice: { name: 'zebra_tool' } },
    without: { tools: [TOOL] },
    mark: 'zebra_tool',
  },
  {
    feature: 'output.schema',
    request: {
      output: {
        type: 'json',
        name: 'x',
        schema: { type: 'object', properties: { zebra: { type: 'null' } } },
      },
    },
    without: PLAIN,
    mark: 'zebra',
  },
];

/** By every name that a wire has for what a server may decide by itself. */
const FIELDS: Readonly<Record<string, RegExp>> = {
  maxOutputTokens: /"(?:max_tokens|max_completion_tokens|maxTokens|max_gen_len)"/,
  temperature: /"temperature"/,
  topP: /"(?:top_p|topP)"/,
  seed: /"seed"/,
  toolChoice: /"(?:tool_choice|tool_choice_option|toolChoice)"/,
};

const OPEN = { maxOutputTokens: null, temperature: null, topP: null, seed: null };

function requestOf(asked: Partial<CanonicalRequest>): CanonicalRequest {
  return ask({ ...OPEN, ...PLAIN, ...asked });
}

function declared(row: Row, request: CanonicalRequest, mode: Mode): ReadonlyMap<string, Carriage> {
  const usageDetails = WIRES[row.wire]?.usageDetails ?? [];
  const carrier = { capabilities: capabilitiesOf(row), usageDetails };
  return new Map(carriageOf(request, carrier, mode).map(({ feature, action }) => [feature, action]));
}

async function received(row: Row, mode: Mode, request: CanonicalRequest): Promise<[string, Seen]> {
  const seen = await call(row, mode, request, { book: [page(request, { text: '{"zebra":null}' })] });
  const sent = seen.requests.findLast(({ method, body }) => method === 'POST' && body !== null)?.body ?? '';
  return [typeof sent === 'string' ? sent : Buffer.from(sent).toString('utf8'), seen];
}

/** The counts beside those of input and output, wherever a server may put them. */
const DETAILS = {
  prompt_tokens_details: { cached_tokens: 3 },
  completion_tokens_details: { reasoning_tokens: 2 },
  cacheReadInputTokens: 3,
  promptTokensDetails: { cachedTokens: 3 },
  completionTokensDetails: { reasoningTokens: 2 },
};

/** Has a server count what it cached and reasoned. */
function counting(transport: Transport): Transport {
  return async (request, signal) => {
    const response = await transport(request, signal);
    const chunks: Uint8Array[] = [];
    let end: WirePiece = { end: 'fin', cause: null };
    for await (const piece of response.body) {
      if ('end' in piece) end = piece;
      else chunks.push(piece.bytes);
    }
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    const bytes = Buffer.from(JSON.stringify(counted(body)));
    const { 'content-length': _length, ...headers } = response.headers;
    return { ...response, headers, body: pieces({ bytes, atMs: 0 }, end) };
  };
}

function counted(body: unknown): unknown {
  if (!isRecord(body)) return body;
  if (isRecord(body['usage'])) return { ...body, usage: { ...body['usage'], ...DETAILS } };
  const { chatResponse } = body;
  return chatResponse === undefined ? body : { ...body, chatResponse: counted(chatResponse) };
}

async function* pieces(...all: readonly WirePiece[]): AsyncGenerator<WirePiece, undefined> {
  yield* all;
  return undefined;
}

describe.each(ROWS)('what $name declares to become of a request', (row) => {
  describe.each(MODES)('in mode %s', (mode) => {
    const served = ASKED.filter(({ feature }) => feature !== 'images' || capabilitiesOf(row).images);

    it.each(served)('is true of $feature', async ({ feature, request, without, mark }) => {
      const asked = requestOf(request);
      const action = declared(row, asked, mode).get(feature);
      const [[carried], [left]] = [
        await received(row, mode, asked),
        await received(row, mode, requestOf(without)),
      ];
      expect(left).not.toBe('');
      if (action === 'lossless') {
        expect(carried).toContain(mark);
        expect(carried).not.toBe(left);
      } else {
        expect(action).toBe('dropped');
        expect(carried).toBe(left);
      }
    });

    it('is true of what is left open: nothing is said of it', async () => {
      const request = requestOf({ tools: [TOOL] });
      const open = [...declared(row, request, mode)].filter(([, action]) => action === 'defaulted');
      expect(open.map(([feature]) => feature)).toEqual(Object.keys(FIELDS));
      const [sent] = await received(row, mode, request);
      for (const [feature] of open) expect(sent).not.toMatch(FIELDS[feature] ?? /^/);
    });

    it.each([[[]], [[TOOL]]])('is true of the mode, with the tools %j', async (tools) => {
      const request = requestOf({ tools });
      const action = declared(row, request, mode).get('mode');
      const [, { servedAs }] = await received(row, mode, request);
      if (mode === 'send') expect([action, servedAs]).toEqual([undefined, 'send']);
      else
        expect([action, servedAs]).toEqual(
          servedAs === 'stream' ? ['lossless', 'stream'] : ['downgraded', 'send'],
        );
    });
  });

  it('is true of the tokens that a server says were cached and reasoned', async () => {
    const request = requestOf({});
    const book = [page(request, { text: 'It is.' })];
    const { response, error } = await call(row, 'send', request, { book, between: counting });
    expect(error).toBe(null);
    const carried = declared(row, request, 'send');
    expect(response.usage.cachedTokens).toBe(carried.get('usage.cachedTokens') === 'lossless' ? 3 : null);
    expect(response.usage.reasoningTokens).toBe(
      carried.get('usage.reasoningTokens') === 'lossless' ? 2 : null,
    );
  });
});
