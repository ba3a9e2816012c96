import { createSchemaCompiler } from '../checks/compile-schemas.ts';
import { createRedact } from '../config/secrets/create-redact.ts';
import type { Adapter } from '../contract/adapter.ts';
import type { Transport } from '../contract/wire.ts';
import type { UnknownRecord } from '../json/read.ts';
import { ADAPTERS } from '../providers/registry.ts';
import { bytesResponse, inMemoryTransport } from '../transport/in-memory-transport.ts';
import { SDK_SHIMS } from '../transport/sdk-shims.ts';
import type { AnswerLine } from '../recordings/answer-lines.ts';
import { answerRecord } from '../recordings/answer-record.ts';
import { readRecording, type Recording } from '../recordings/read-recording.ts';
import { callOnce } from './call-once.ts';
import { describeDecoded, type Decoded } from './describe-decoded.ts';
import { decodeTarget, RECORDED_WIRES, type DecodeTarget } from './decode-target.ts';
import type { RunWorld } from './run-world.ts';
import { serveRecording } from './serve-recording.ts';

/** Whoever wants a token before it calls gets one. */
const TOKENS: Transport = inMemoryTransport(() =>
  bytesResponse({ body: JSON.stringify({ access_token: 'made-up', expires_in: 3600 }) }),
);

/** Answers one JSON line for one JSON line. */
export function createDecode(world: Pick<RunWorld, 'clock' | 'random'>): AnswerLine {
  return answerRecord(createDecoder(world));
}

/**
 * Hands recorded bytes to the adapter of their wire, SDK included, and says what it made of them. Throws InvalidLine
 * for a recording that is none.
 */
export function createDecoder(
  world: Pick<RunWorld, 'clock' | 'random'>,
): (recorded: UnknownRecord) => Promise<Decoded> {
  const { clock, random } = world;
  const redact = createRedact([]);
  const schemas = createSchemaCompiler();
  const adapters = new Map<string, Promise<Adapter>>();

  const adapterOf = (recording: Recording, made: DecodeTarget): Promise<Adapter> => {
    const key = JSON.stringify([made.target.wire, made.target.server, recording.asked.usage]);
    const known = adapters.get(key);
    if (known !== undefined) return known;
    const adapter = openAdapter(made, {
      clock,
      redact,
      // The only one is made up.
      learnSecret: () => undefined,
      shims: SDK_SHIMS,
      transport: TOKENS,
    });
    // A file may name any number of servers.
    if (adapters.size >= MAX_ADAPTERS) adapters.clear();
    adapters.set(key, adapter);
    return adapter;
  };

  return async (recorded) => {
    const recording = readRecording(recorded, RECORDED_WIRES);
    const made = decodeTarget(recording, recording.server, recording.asked.usage);
    if (made === null) throw new Error(`no target for ${recording.wire}`);
    const exchange = await callOnce({
      name: 'decode',
      target: made.target,
      adapter: await adapterOf(recording, made),
      transport: serveRecording(recording, clock),
      mode: made.mode,
      source: 'replay',
      clock,
      random,
    });
    return describeDecoded(exchange, made.target, recording.asked, schemas);
  };
}

const MAX_ADAPTERS = 100;

async function openAdapter(
  { target, credentials }: DecodeTarget,
  world: Parameters<Awaited<ReturnType<NonNullable<(typeof ADAPTERS)[string]>>>>[2],
): Promise<Adapter> {
  const load = ADAPTERS[target.wire];
  if (load === undefined) throw new Error(`no adapter for wire ${target.wire}`);
  return (await load())(target, credentials, world);
}
