import { NOTHING_PROMISED } from '../../contract/wires/capabilities.ts';
import type { Dialect } from '../../contract/wires/dialect.ts';
import { FAMILY, type KnownServer } from './servers/known-server.ts';
import { CLOUDS } from './servers/clouds.ts';
import { ROUTERS } from './servers/routers.ts';
import { SELF_HOSTED } from './servers/self-hosted.ts';
import { VLLM_LINE } from './servers/vllm-line.ts';

/**
 * The OpenAI-compatible servers, a row each: deviations from the family alone. What a source leaves open is a field
 * that configuration can override, never a branch.
 */
export const SERVERS: Readonly<Record<string, KnownServer>> = {
  ...VLLM_LINE,
  ...SELF_HOSTED,
  ...ROUTERS,
  ...CLOUDS,
};

/** How each of them differs, by name. */
export const DIALECTS: Readonly<Record<string, Dialect>> = Object.fromEntries(
  Object.entries(SERVERS).map(([name, { dialect }]) => [name, dialect]),
);

/** A server that speaks chat completions and has no row: nothing is promised, so nothing can be missed. */
const generic: Dialect = {
  ...FAMILY,
  requestIdHeaders: ['x-request-id', 'apim-request-id', 'request-id'],
  capabilities: NOTHING_PROMISED,
};

/** The row of a server by its name, else one that promises nothing. */
export function dialectOf(server: string): Dialect {
  return Object.hasOwn(DIALECTS, server) ? (DIALECTS[server] ?? generic) : generic;
}
