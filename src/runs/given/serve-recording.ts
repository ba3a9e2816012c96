import type { Transport } from '../../contract/wires/wire.ts';
import type { Clock } from '../../contract/world.ts';
import type { Recording } from '../../recordings/read-recording.ts';
import { unpackRecording } from '../../recordings/unpack-recording.ts';
import { bytesResponse, inMemoryTransport } from '../../transport/in-memory-transport.ts';
import { layerTransport } from '../../transport/layer-transport.ts';

const NEVER_MS = 2_147_483_647;
/** What a body may unpack to: a small one can unpack to any size. */
const GUARDS = {
  headersMs: NEVER_MS,
  idleMs: NEVER_MS,
  totalMs: NEVER_MS,
  maxResponseBytes: 64 * 1024 * 1024,
};

/** A Transport that answers with a recorded response as its client saw it. */
export function serveRecording(recording: Recording, clock: Clock): Transport {
  const { status, headers, body, whole, packed } = unpackRecording(recording);
  const recorded = inMemoryTransport(() =>
    bytesResponse({ status, headers, body, end: whole ? 'fin' : 'reset' }),
  );
  return packed ? layerTransport(recorded, GUARDS, clock) : recorded;
}
