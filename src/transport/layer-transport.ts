import type { Transport } from '../contract/wires/wire.ts';
import type { Clock } from '../contract/world.ts';
import { decodeContent } from './decode-content.ts';
import { withGuards, type TransportGuards } from './with-guards.ts';

/**
 * Everything that is done with the bytes of a call, and in which order. Each layer is a Transport over the one above it
 * in this list, and its body reads that one's:
 *
 * 1. The source: a socket (`dispatchRequest`), memory, the simulator. It stamps chunks as they arrive.
 * 2. `decodeContent`, next to the source: nobody but the socket is to see a coding, and the evidence is what was said.
 * 3. `withGuards`, over the decoded bytes: a small packed body can unpack to any size, and decoding takes time too.
 * 4. `openTap`, once an attempt: it records what the guards let through, and that a guard ended it. Where a call asks
 *    several times, as 5 does, it sees each request and keeps the last answer.
 * 5. The wire's own detour (`Wire.detour`: polling after a 202, a new token after a 401): on the wire, but no answer to
 *    whoever reads, who must not see it.
 * 6. The branch (`callWire`): the SDK reads what our decoder reads, at the decoder's pace, and cannot end it.
 *
 * This function is 2 and 3. The tap is opened by whoever makes attempts, the rest by the adapter.
 */
export function layerTransport(source: Transport, guards: TransportGuards, clock: Clock): Transport {
  return withGuards(
    async (request, signal) => decodeContent(await source(request, signal), clock),
    guards,
    clock,
  );
}
