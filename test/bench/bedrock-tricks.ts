// The tricks for speed on Bedrock's wires: see tricks.ts.
import {
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { EventStreamCodec } from '@smithy/eventstream-codec';
import { createHmac } from 'node:crypto';
import type { TransportOption } from '../../src/contract/wires/adapter.ts';
import { createClient } from '../../src/providers/bedrock/create-client.ts';
import { createConverseStreamDecoder } from '../../src/providers/bedrock/decode-converse-stream.ts';
import { SigningHash } from '../../src/providers/bedrock/signing-hash.ts';
import { spellByMachine } from '../../src/providers/bedrock/spell-by-machine.ts';
import { createWordDecoder } from '../../src/providers/reading/create-word-decoder.ts';
import { createFrameCodec } from '../../src/providers/reading/frame-codec.ts';
import { countEvents } from '../../src/providers/sdk-witness.ts';
import { fuzzTargets } from '../../src/runs/fuzz/fuzz-targets.ts';
import { bytesResponse, inMemoryTransport } from '../../src/transport/in-memory-transport.ts';
import { SDK_SHIMS } from '../../src/transport/sdk-shims.ts';
import { contextFor } from '../providers/decoding.ts';
import { BODIES } from './mock-bodies.ts';
import type { Trick, Work } from './trick.ts';
import { BARE_CONVERSE } from './wires.ts';

const FRAMES = 59;
/** Of a frame of ConverseStream: names and values of its three headers. */
const FRAME_WORDS = [
  ':event-type',
  'contentBlockDelta',
  ':content-type',
  'application/json',
  ':message-type',
  'event',
].map((word) => Buffer.from(word));
const utf8 = new TextDecoder();

function decodeFrames(decode: (bytes: Uint8Array) => string): number {
  let characters = 0;
  for (let frame = 0; frame < FRAMES; frame += 1) {
    for (const word of FRAME_WORDS) characters += decode(word).length;
  }
  return characters;
}

const decodeWord = createWordDecoder();
const wordDecoder: Trick = {
  name: 'reading/create-word-decoder',
  per: `stream of ${FRAMES} frames`,
  trick: () => decodeFrames(decodeWord),
  plain: () => decodeFrames((bytes) => utf8.decode(bytes)),
};

const { bytes: STREAM } = BODIES.bedrock.stream;
const BORDERS: number[] = [0];
for (let at = 0; at < STREAM.length; BORDERS.push(at)) at += STREAM.readUInt32BE(at);
const STREAMED = BORDERS.slice(1).map((end, at) => STREAM.subarray(BORDERS[at], end));
const codec = new EventStreamCodec(decodeWord, (text) => Buffer.from(text));

function bodyBytes(decode: (frame: Uint8Array) => { readonly body: Uint8Array }): number {
  let bytes = 0;
  for (const frame of STREAMED) bytes += decode(frame).body.length;
  return bytes;
}

const decodeFrame = createFrameCodec();
const frameCodec: Trick = {
  name: 'reading/frame-codec',
  per: `stream of ${STREAMED.length} frames`,
  trick: () => bodyBytes(decodeFrame),
  plain: () => bodyBytes((frame) => codec.decode(frame)),
};

/** Padded with what is no padding, each event is read whole. */
const READ_WHOLE = STREAMED.map((frame) => {
  const { headers, body } = codec.decode(frame);
  const text = Buffer.from(body)
    .toString()
    .replace(/"p":"a/, '"p":"-');
  return codec.encode({ headers, body: Buffer.from(text) });
});
const context = contextFor();

function textsOf(frames: readonly Uint8Array[]): number {
  const decoder = createConverseStreamDecoder(context);
  let parts = 0;
  for (const frame of frames) parts += decoder.push(frame).length;
  return parts;
}

const alikeEvents: Trick = {
  name: 'reading/alike-texts',
  per: `ConverseStream of ${STREAMED.length} frames`,
  trick: () => textsOf(STREAMED),
  plain: () => textsOf(READ_WHOLE),
};

/** As a signing key is: bytes, of which half are no ASCII. */
const KEY = Uint8Array.from({ length: 32 }, (_, at) => at * 8);
const SIGNED = Buffer.from(`AWS4-HMAC-SHA256\n20260101T000000Z\n${'0'.repeat(64)}`);

const signingHash: Trick = {
  name: 'bedrock/signing-hash',
  per: 'signature',
  async trick() {
    const hash = new SigningHash(KEY);
    hash.update(SIGNED);
    return Buffer.from(await hash.digest()).toString('hex');
  },
  async plain() {
    const hash = createHmac('sha256', KEY);
    hash.update(SIGNED);
    return Buffer.from(await Promise.resolve(hash.digest())).toString('hex');
  },
};

const [target] = fuzzTargets(['bedrock-converse']);
if (target === undefined) throw new Error('no target');
const KEYS = { accessKeyId: 'AKIABENCH', secretAccessKey: 'bench' };
const ours = createClient(
  target.target,
  { kind: 'aws-keys', ...KEYS, sessionToken: null },
  { shims: SDK_SHIMS, headers: {}, learnSecret() {} },
);
/** As the SDK comes, but for the transport and the words of frames, which have a line of their own. */
function openBare(): BedrockRuntimeClient {
  return new BedrockRuntimeClient({
    region: 'us-east-1',
    endpoint: target?.target.baseUrl ?? '',
    credentials: KEYS,
    maxAttempts: 1,
    requestHandler: SDK_SHIMS.requestHandler,
    utf8Encoder: createWordDecoder(),
  });
}

const [bare, spelling] = [openBare(), openBare()];
spellByMachine(spelling);

/** As a document is asked of. */
const DOCUMENT = 'It is a clause "of words", as they come in one.\n'.repeat(1_500);

function asking(client: BedrockRuntimeClient): Work {
  const options = answering('send');
  const messages = [{ role: 'user' as const, content: [{ text: DOCUMENT }] }];
  return async () => {
    const { output } = await client.send(new ConverseCommand({ ...BARE_CONVERSE, messages }), options);
    return output?.message?.content?.[0]?.text;
  };
}

function answering(mode: 'send' | 'stream'): TransportOption & { readonly abortSignal: AbortSignal } {
  const { contentType, bytes: body } = BODIES.bedrock[mode];
  const headers = { 'content-type': contentType };
  return {
    abortSignal: new AbortController().signal,
    transport: inMemoryTransport(() => bytesResponse({ headers, body })),
  };
}

function sending(client: BedrockRuntimeClient): Work {
  const options = answering('send');
  return async () => {
    const { output } = await client.send(new ConverseCommand(BARE_CONVERSE), options);
    return output?.message?.content?.[0]?.text;
  };
}

function streaming(client: BedrockRuntimeClient): Work {
  const options = answering('stream');
  return async () =>
    countEvents((await client.send(new ConverseStreamCommand(BARE_CONVERSE), options)).stream);
}

const client = { name: 'bedrock/create-client', plain: bare, trick: ours };

export const BEDROCK_TRICKS: readonly Trick[] = [
  wordDecoder,
  frameCodec,
  alikeEvents,
  signingHash,
  { name: client.name, per: 'Converse', trick: sending(client.trick), plain: sending(client.plain) },
  {
    name: 'bedrock/spell-by-machine',
    per: `Converse of ${Math.round(DOCUMENT.length / 1024)} KiB`,
    trick: asking(spelling),
    plain: asking(bare),
  },
  {
    name: client.name,
    per: `ConverseStream of ${FRAMES} frames`,
    trick: streaming(client.trick),
    plain: streaming(client.plain),
  },
];
