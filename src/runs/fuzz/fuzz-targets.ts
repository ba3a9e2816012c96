import { InputError, problem } from '../../contract/problem.ts';
import type { Credentials, Target } from '../../contract/wires/target.ts';
import type { WireTraits } from '../../contract/wires/wire-traits.ts';
import { DIALECTS } from '../../providers/openai-compatible/dialects.ts';
import { WIRES } from '../../providers/registry.ts';
import { madeUpCredentials, neededSettings } from '../connect/made-up-account.ts';

const ORIGIN = 'http://simulator.invalid';
const MODEL = 'meta-llama/Llama-4-Scout-17B-16E-Instruct';
const A_DATE = '2026-01-01';

/** A wire, or a server of a wire that servers share, as a target that exists nowhere. */
export interface FuzzTarget {
  readonly target: Target;
  readonly credentials: Credentials;
}

function targetOf(name: string, wire: string, traits: WireTraits, server: string | null): FuzzTarget {
  const dialect = server === null ? null : (DIALECTS[server] ?? null);
  const capabilities = dialect?.capabilities ?? traits.capabilities;
  if (capabilities === null) throw new Error(`no capabilities for ${name}`);
  const baseUrl = `${ORIGIN}/${name}`;
  const polling = dialect?.asyncPolling ?? null;
  const credentials = credentialsOf(name, traits, dialect?.auth === 'none');
  return {
    credentials,
    target: {
      id: name,
      provider: traits.provider,
      wire,
      server,
      dialect:
        dialect === null || polling === null
          ? dialect
          : { ...dialect, asyncPolling: { ...polling, statusUrl: `${baseUrl}/status/{id}` } },
      region: 'us-east-1',
      baseUrl,
      model: {
        id: 'llama-4-scout',
        providerModelId: MODEL,
        aliases: [],
        contextTokens: null,
        maxOutputTokens: null,
        images: null,
      },
      capabilities,
      credentials: { kind: 'none' },
      headers: {},
      settings: { ...settingsOf(traits), iam_url: baseUrl },
      concurrency: 1,
      quota: { id: name, requestsPerMinute: null, tokensPerMinute: null },
      deadlines: {
        headersMs: 10_000,
        firstOutputMs: 60_000,
        idleMs: 10_000,
        totalMs: 120_000,
        exchangeMs: 120_000,
        judgingMs: 2_000,
      },
      guards: {
        maxResponseBytes: 16_000_000,
        maxResponseCharacters: 16_000_000,
        maxEvents: 100_000,
        maxEventBytes: 16_000_000,
      },
      maxRetries: 0,
    },
  };
}

function credentialsOf(name: string, traits: WireTraits, open: boolean): Credentials {
  if (open) return { kind: 'none' };
  return madeUpCredentials(traits, { token: `fuzz-token-of-${name}`, apiKey: `fuzz-api-key-of-${name}` });
}

/** Any date is a text, and a version is a date. */
function settingsOf(traits: WireTraits): Readonly<Record<string, string>> {
  return Object.fromEntries(neededSettings(traits).map((name) => [name, A_DATE]));
}

function allTargets(): readonly FuzzTarget[] {
  return Object.entries(WIRES).flatMap(([wire, traits]) =>
    traits.capabilities === null
      ? Object.keys(DIALECTS).map((server) => targetOf(server, wire, traits, server))
      : [targetOf(wire, wire, traits, null)],
  );
}

/** The targets of these wires or servers, all of them for null. Throws InputError for a name that is neither. */
export function fuzzTargets(names: readonly string[] | null): readonly FuzzTarget[] {
  const all = allTargets();
  if (names === null) return all;
  const known = [...new Set(all.flatMap(({ target }) => [target.wire, target.id]))];
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new InputError(
      unknown.map((name) => problem(`there is no wire "${name}"`, `use one of: ${known.join(', ')}`)),
    );
  }
  return all.filter(({ target }) => names.includes(target.wire) || names.includes(target.id));
}
