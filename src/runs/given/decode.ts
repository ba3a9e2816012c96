import { createSchemaCompiler } from '../../checks/compile-schemas.ts';
import { createRedact } from '../../config/secrets/create-redact.ts';
import type { Adapter } from '../../contract/wires/adapter.ts';
import type { UnknownRecord } from '../../json/read.ts';
import { loadAdapter } from '../../providers/registry.ts';
import { SDK_SHIMS } from '../../transport/sdk-shims.ts';
import type { AnswerLine } from '../../recordings/answer-lines.ts';
import { answerRecord } from '../../recordings/answer-record.ts';
import { readRecording, type Recording } from '../../recordings/read-recording.ts';
import { callOnce } from '../connect/call-once.ts';
import { describeDecoded, type Decoded } from './describe-decoded.ts';
import { decodeTarget, RECORDED_WIRES, type DecodeTarget } from './decode-target.ts';
import type { RunWorld } from '../run-world.ts';
import { serveRecording } from './serve-recording.ts';
import { TOKENS } from '../connect/serve-tokens.ts';

export type DecodeWorld = Pick<RunWorld, 'clock' | 'random' | 'judgeApart'>;

/** Answers one JSON line for one JSON line. */
export function createDecode(world: DecodeWorld): AnswerLine {
  return answerRecord(createDecoder(world));
}

/**
 * Hands recorded bytes to the adapter of their wire, SDK included, and says what it made of them. Throws InvalidLine
 * for a recording that is none.
 */
export function createDecoder({
  clock,
  random,
  judgeApart,
}: DecodeWorld): (recorded: UnknownRecord) => Promise<Decoded> {
  const redact = createRedact([]);
  const schemas = createSchemaCompiler();
  const world = {
    clock,
    redact,
    // The only one is made up.
    learnSecret: () => undefined,
    shims: SDK_SHIMS,
    headers: {},
    transport: TOKENS,
  };
  const adapters = new Map<string, Promise<Adapter>>();

  const adapterOf = (recording: Recording, made: DecodeTarget): Promise<Adapter> => {
    const key = JSON.stringify([made.target.wire, made.target.server, recording.asked.usage]);
    const known = adapters.get(key);
    if (known !== undefined) return known;
    const adapter = loadAdapter(made.target.wire).then((createAdapter) =>
      createAdapter(made.target, made.credentials, world),
    );
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
    return describeDecoded(exchange, made.target, recording.asked, { ...schemas, judgeApart });
  };
}

const MAX_ADAPTERS = 100;
