import type { Dialect } from '../../contract/wires/dialect.ts';
import type { Mode } from '../../contract/exchanges/mode.ts';
import type { Credentials, Target } from '../../contract/wires/target.ts';
import { dialectOf } from '../../providers/openai-compatible/dialects.ts';
import { WIRES } from '../../providers/registry.ts';
import { nameWires, type RecordedWire } from '../../recordings/name-wires.ts';
import { madeUpCredentials, neededSettings } from '../connect/made-up-account.ts';

/** A target that exists nowhere, for bytes that are at hand. */
export interface DecodeTarget {
  readonly target: Target;
  readonly credentials: Credentials;
  readonly mode: Mode;
}

const NEVER_MS = 2_147_483_647;
const MADE_UP = 'made-up';

/** Every wire whose recorded responses can be decoded, by the name that a recording gives. */
export const RECORDED_WIRES = nameWires(Object.keys(WIRES));

/**
 * The target whose adapter reads what `server` said over a recorded wire. Null for a wire that is none. `askedUsage`
 * is false when the request is known and did not ask for a usage record, which is then no promise.
 */
export function decodeTarget(
  { wire, mode }: RecordedWire,
  server: string,
  askedUsage: boolean,
): DecodeTarget | null {
  const traits = Object.hasOwn(WIRES, wire) ? WIRES[wire] : undefined;
  if (traits === undefined) return null;
  const dialect = traits.capabilities === null ? unhurried(dialectOf(server)) : null;
  const capabilities = traits.capabilities ?? dialect?.capabilities;
  if (capabilities === undefined) return null;
  const isAsked = dialect !== null || traits.usageIsAsked === true;
  const usageInStream = capabilities.usageInStream && (!isAsked || askedUsage);
  return {
    mode,
    credentials: madeUpCredentials(traits, { token: MADE_UP, apiKey: MADE_UP }),
    target: {
      id: wire,
      provider: traits.provider,
      wire,
      server: dialect === null ? null : server,
      dialect,
      region: 'us-east-1',
      baseUrl: 'http://bytes.invalid',
      model: {
        id: MADE_UP,
        providerModelId: MADE_UP,
        aliases: [],
        contextTokens: null,
        maxOutputTokens: null,
        images: null,
      },
      capabilities: { ...capabilities, usageInStream },
      credentials: { kind: 'none' },
      headers: {},
      settings: Object.fromEntries(neededSettings(traits).map((name) => [name, MADE_UP])),
      concurrency: 1,
      quota: { id: wire, requestsPerMinute: null, tokensPerMinute: null },
      ...UNLIMITED,
      maxRetries: 0,
    },
  };
}

/** Bytes at hand need no patience, and their reader wants all of them. */
const UNLIMITED: Pick<Target, 'deadlines' | 'guards'> = {
  deadlines: {
    headersMs: NEVER_MS,
    firstOutputMs: NEVER_MS,
    idleMs: NEVER_MS,
    totalMs: NEVER_MS,
    exchangeMs: NEVER_MS,
    judgingMs: 2_000,
  },
  guards: {
    maxResponseBytes: Number.MAX_SAFE_INTEGER,
    maxResponseCharacters: Number.MAX_SAFE_INTEGER,
    maxEvents: Number.MAX_SAFE_INTEGER,
    maxEventBytes: Number.MAX_SAFE_INTEGER,
  },
};

/** There is nobody to ask again after a 202. */
function unhurried(dialect: Dialect): Dialect {
  return { ...dialect, asyncPolling: null };
}
