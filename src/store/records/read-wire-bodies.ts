import type { WireRequest } from '../../contract/wires/wire.ts';
import { parseWireBodyLine, readRequestLines } from './read-requests.ts';

/** Every body that a run sent, by the hash that its exchanges name it by. One that was changed is left out. */
export async function readWireBodies(folder: string): Promise<ReadonlyMap<string, WireRequest['body']>> {
  const bodies = new Map<string, WireRequest['body']>();
  for await (const { sha256, text } of readRequestLines(folder)) {
    const body = parseWireBodyLine(text, sha256);
    if (body !== null) bodies.set(sha256, body);
  }
  return bodies;
}
