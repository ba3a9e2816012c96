import { z } from 'zod';
import type { JsonValue } from '../contract/json-value.ts';
import { hashCanonical } from '../json/hash-canonical.ts';

const exampleSchema: z.ZodType<JsonValue> = z.json();

/** A case that broke a law once, as it is kept. `wires` is null where all took part. */
export const counterexampleSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    property: z.string(),
    failure: z.string(),
    seed: z.int(),
    path: z.string(),
    wires: z.array(z.string()).readonly().nullable(),
    /** Events of the shrunk case's stream; null where it has none. */
    events: z.int().nullable(),
    example: exampleSchema,
  })
  .readonly();

export type Counterexample = z.infer<typeof counterexampleSchema>;

/** The same case has the same name whenever it is found. Text may hold half characters, which JSON escapes. */
export function counterexampleName({
  property,
  example,
}: Pick<Counterexample, 'property' | 'example'>): string {
  return hashCanonical(JSON.stringify({ property, example })).slice(0, 16);
}

/** A gateway that was judged, and how it was reached. */
export interface JudgedGateway {
  readonly url: string;
  /** Where the simulator listened, and what the gateway was pointed at. */
  readonly upstreamPort: number;
  readonly model: string | null;
  /** The environment variable with its key. */
  readonly apiKeyEnv: string | null;
}

/** The command that finds it again. */
export function reproCommand(
  { property, seed, path, wires }: Counterexample,
  against: JudgedGateway | null,
): string {
  const where = against === null ? { '--wire': wires?.join(',') ?? null } : flagsOf(against);
  const flags = Object.entries({ ...where, '--seed': seed, '--path': `${property}:${path}` });
  const given = flags.flatMap(([name, value]) => (value === null ? [] : [`${name} ${value}`]));
  return `npx llama-contract fuzz ${given.join(' ')}`;
}

function flagsOf({
  url,
  upstreamPort,
  model,
  apiKeyEnv,
}: JudgedGateway): Record<string, string | number | null> {
  return { '--against': url, '--upstream-port': upstreamPort, '--model': model, '--api-key-env': apiKeyEnv };
}

/**
 * `property:path`, as `reproCommand` writes it; null for anything else, and for steps that are longer than any shrinking:
 * each is walked one by one.
 */
export function parseReproPath(text: string): { readonly property: string; readonly path: string } | null {
  const [, property, path] = /^([a-z0-9-]+):(\d{1,5}(?::\d{1,5}){0,200})$/.exec(text) ?? [];
  return property === undefined || path === undefined ? null : { property, path };
}
