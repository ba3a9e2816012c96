// Reading a stream of 59 events that is already in memory, a chunk an event: the bare SDK's loop, the plainest parser,
// our decoder, and a whole call, which is the SDK and our decoder on the same bytes.
import {
  BedrockRuntimeClient,
  ConverseStreamCommand,
  InvokeModelWithResponseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { EventStreamCodec } from '@smithy/eventstream-codec';
import { createParser } from 'eventsource-parser';
import OpenAI from 'openai';
import type { Transport, WireResponse } from '../../src/contract/wires/wire.ts';
import type { Decoder } from '../../src/providers/decode-context.ts';
import { ADAPTERS } from '../../src/providers/registry.ts';
import { openDecoder } from '../../src/providers/reading/open-decoder.ts';
import { decodeTarget } from '../../src/runs/given/decode-target.ts';
import { bytesResponse } from '../../src/transport/in-memory-transport.ts';
import { SDK_SHIMS } from '../../src/transport/sdk-shims.ts';
import { FIN } from '../bodies.ts';
import { contextFor } from '../providers/decoding.ts';
import { readingOf } from '../providers/reading-of.ts';
import { fetchOver, requestHandlerOver } from '../transport/over.ts';
import { ask } from '../ask.ts';
import { BODIES, llamaStream, type MockBody } from './mock-bodies.ts';
import { MODEL, TOKEN } from './wires.ts';

type Once = () => unknown;

const never = new AbortController().signal;
const utf8 = new TextDecoder();
const codec = new EventStreamCodec(
  (bytes) => (typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('utf8')),
  (text) => Buffer.from(text, 'utf8'),
);

/** Where the events of a body end. */
function bordersOf({ contentType, bytes }: MockBody): number[] {
  const borders: number[] = [];
  const framed = !contentType.startsWith('text/');
  for (let at = 0; at < bytes.length; borders.push(at)) {
    at = framed ? at + bytes.readUInt32BE(at) : bytes.indexOf('\n\n', at) + 2;
  }
  return borders;
}

function responseOf(body: MockBody): () => WireResponse {
  const cuts = bordersOf(body).slice(0, -1);
  const headers = { 'content-type': body.contentType };
  return () => bytesResponse({ headers, body: body.bytes, cuts });
}

function piecesOf(body: MockBody): readonly Uint8Array[] {
  const borders = [0, ...bordersOf(body)];
  return borders.slice(1).map((end, at) => body.bytes.subarray(borders[at], end));
}

/** `eventsource-parser` and `JSON.parse`, the text put together and nothing else. */
function plainEvents(pieces: readonly Uint8Array[]): Once {
  return () => {
    let text = '';
    const parser = createParser({
      onEvent: ({ data }) => {
        if (data !== '[DONE]') text += JSON.parse(data).choices[0]?.delta.content ?? '';
      },
    });
    const decoder = new TextDecoder();
    for (const piece of pieces) parser.feed(decoder.decode(piece, { stream: true }));
    return text;
  };
}

/** The event stream codec and `JSON.parse`. */
function plainFrames(pieces: readonly Uint8Array[]): Once {
  return () => {
    let text = '';
    for (const piece of pieces) {
      const payload = JSON.parse(utf8.decode(codec.decode(piece).body));
      const inner =
        payload.bytes === undefined ? payload : JSON.parse(Buffer.from(payload.bytes, 'base64').toString());
      text += inner.delta?.text ?? inner.generation ?? '';
    }
    return text;
  };
}

function bareOpenai(response: () => WireResponse): Once {
  const fetch = fetchOver(() => Promise.resolve(response()));
  const client = new OpenAI({ baseURL: 'http://bytes.invalid/v1', apiKey: TOKEN, maxRetries: 0, fetch });
  return async () => {
    const messages = [{ role: 'user' as const, content: 'Hi' }];
    const stream = await client.chat.completions.create({ model: MODEL, messages, stream: true });
    let text = '';
    for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
    return text;
  };
}

/** watsonx has no SDK here: a person would fetch, and read the body with a parser. */
function bareFetch(response: () => WireResponse): Once {
  const fetch = fetchOver(() => Promise.resolve(response()));
  return async () => {
    const answer = await fetch('http://bytes.invalid/', { method: 'POST', body: '{}' });
    let text = '';
    const parser = createParser({
      onEvent: ({ data }) => {
        text += JSON.parse(data).choices[0]?.delta.content ?? '';
      },
    });
    const decoder = new TextDecoder();
    for await (const chunk of answer.body ?? []) parser.feed(decoder.decode(chunk, { stream: true }));
    return text;
  };
}

function bareAws(response: () => WireResponse, native: boolean): Once {
  const client = new BedrockRuntimeClient({
    region: 'us-east-1',
    endpoint: 'http://bytes.invalid',
    token: { token: TOKEN },
    authSchemePreference: ['httpBearerAuth'],
    maxAttempts: 1,
    requestHandler: requestHandlerOver(() => Promise.resolve(response())),
  });
  const messages = [{ role: 'user' as const, content: [{ text: 'Hi' }] }];
  if (!native) {
    return async () => {
      const { stream } = await client.send(new ConverseStreamCommand({ modelId: MODEL, messages }));
      let text = '';
      for await (const event of stream ?? []) text += event.contentBlockDelta?.delta?.text ?? '';
      return text;
    };
  }
  return async () => {
    const command = new InvokeModelWithResponseStreamCommand({ modelId: MODEL, body: '{"prompt":"Hi"}' });
    const { body } = await client.send(command);
    let text = '';
    for await (const { chunk } of body ?? []) text += JSON.parse(utf8.decode(chunk?.bytes)).generation ?? '';
    return text;
  };
}

/** Our decoder alone, its text put together. */
function ownDecoder(open: () => Decoder, pieces: readonly Uint8Array[]): Once {
  return () => {
    const decoder = open();
    let text = '';
    for (const piece of pieces) {
      for (const part of decoder.push(piece)) if (part.type === 'text-delta') text += part.text;
    }
    for (const part of decoder.end(FIN)) if (part.type === 'error') throw new Error(part.error.message);
    return text;
  };
}

const clock = {
  nowMs: () => 0,
  wallMs: () => 0,
  sleep: () => Promise.resolve(),
  timer: () => () => undefined,
};

function answerTokens(): Promise<WireResponse> {
  return Promise.resolve(bytesResponse({ body: '{"access_token":"t","expires_in":3600}' }));
}

/** The whole call: the adapter with its SDK, over a transport that answers from memory. */
async function ownCall(wire: string, response: () => WireResponse): Promise<Once> {
  const made = decodeTarget({ wire, mode: 'stream' }, 'vllm', true);
  const load = ADAPTERS[wire];
  if (made === null || load === undefined) throw new Error(`no wire ${wire}`);
  const { target, credentials } = made;
  const createAdapter = await load();
  const world = {
    clock,
    redact: (text: string) => text,
    learnSecret: () => undefined,
    shims: SDK_SHIMS,
    headers: {},
    transport: answerTokens,
  };
  const adapter = await createAdapter(target, credentials, world);
  const request = ask({});
  const transport: Transport = () => Promise.resolve(response());
  return async () => {
    let text = '';
    for await (const part of adapter.call(target.model, request, 'stream', transport, never)) {
      if (part.type === 'text-delta') text += part.text;
    }
    return text;
  };
}

interface Lane {
  readonly name: string;
  readonly wire: string;
  readonly body: MockBody;
  readonly bare: (response: () => WireResponse) => Once;
  readonly plain: (pieces: readonly Uint8Array[]) => Once;
}

const LANES: readonly Lane[] = [
  { name: 'openai', wire: 'openai-chat', body: BODIES.openai.stream, bare: bareOpenai, plain: plainEvents },
  {
    name: 'watsonx',
    wire: 'watsonx-chat',
    body: BODIES.watsonx.stream,
    bare: bareFetch,
    plain: plainEvents,
  },
  {
    name: 'converse',
    wire: 'bedrock-converse',
    body: BODIES.bedrock.stream,
    bare: (response) => bareAws(response, false),
    plain: plainFrames,
  },
  {
    name: 'llama',
    wire: 'bedrock-invoke-llama',
    body: llamaStream(),
    bare: (response) => bareAws(response, true),
    plain: plainFrames,
  },
];

async function cpuUs(once: Once, n: number): Promise<number> {
  const start = process.cpuUsage();
  for (let at = 0; at < n; at += 1) await once();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / n;
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

/** Each contestant in turn, so that whatever disturbs the machine disturbs all of them. */
async function race(contestants: readonly Once[], n: number, rounds: number): Promise<number[][]> {
  const texts = [];
  for (const once of contestants) texts.push(await once());
  if (new Set(texts).size !== 1) throw new Error('the contestants do not read the same text');
  for (const once of contestants) await cpuUs(once, n);
  const times: number[][] = contestants.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [at, once] of contestants.entries()) times[at]?.push(await cpuUs(once, n));
  }
  return times;
}

function ratio(us: number, baseUs: number): string {
  return (us / baseUs).toFixed(2);
}

/** Prints CPU microseconds a stream, and the ratios that are promised: at most 1.4 of the bare SDK loop. */
export async function benchDecoding(n = 400, rounds = 7): Promise<void> {
  console.log(`CPU a stream of 59 events from memory, medians of ${rounds} rounds of ${n}`);
  for (const { name, wire, body, bare, plain } of LANES) {
    const response = responseOf(body);
    const pieces = piecesOf(body);
    const context = contextFor(response());
    const open = (): Decoder => openDecoder(readingOf(wire), context, 'stream');
    const times = await race(
      [bare(response), plain(pieces), ownDecoder(open, pieces), await ownCall(wire, response)],
      n,
      rounds,
    );
    const [bareUs = 0, plainUs = 0, ownUs = 0, callUs = 0] = times.map(median);
    console.log(
      `${name.padEnd(9)} bare loop ${bareUs.toFixed(0)} us  plain loop ${plainUs.toFixed(0)} us  ` +
        `decoder ${ownUs.toFixed(0)} us = ${ratio(ownUs, bareUs)}x bare, ${ratio(ownUs, plainUs)}x plain  ` +
        `whole call ${callUs.toFixed(0)} us = ${ratio(callUs, bareUs)}x bare`,
    );
  }
}

if (process.argv[1] === import.meta.filename) await benchDecoding();
