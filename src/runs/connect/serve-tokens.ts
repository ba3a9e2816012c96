import type { Transport } from '../../contract/wires/wire.ts';
import { bytesResponse, inMemoryTransport } from '../../transport/in-memory-transport.ts';

/** Whoever wants a token before it calls gets one, made up. */
export const TOKENS: Transport = inMemoryTransport(() =>
  bytesResponse({ body: JSON.stringify({ access_token: 'made-up', expires_in: 3600 }) }),
);
