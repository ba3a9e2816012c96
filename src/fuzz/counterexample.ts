import { z } from 'zod';
import type { JsonValue } from '../contract/json-value.ts';
import { hashCanonical } from '../json/hash-canonical.ts';
import { sidesSchema } from './side.ts';

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
    /** What both sides of the gateway said, where one was judged. */
    sides: sidesSchema.nullable().default(null),
    /** Its base URL; null where none was judged. */
    gateway: z.string().nullable().default(null),
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
  /** Its headers as they were given: secrets by the name of their variable. */
  readonly headers: readonly string[];
}

/** The command that finds it again. */
export function reproCommand(
  { property, seed, path, wires }: Counterexample,
  against: JudgedGateway | null,
): string {
  const where: readonly Flag[] = against === null ? [['--wire', wires?.join(',') ?? null]] : flagsOf(against);
  const flags: readonly Flag[] = [...where, ['--seed', seed], ['--path', `${property}:${path}`]];
  const given = flags.flatMap(([name, value]) => (value === null ? [] : [`${name} ${value}`]));
  return `npx llama-contract fuzz ${given.join(' ')}`;
}

type Flag = readonly [name: string, value: string | number | null];

function flagsOf({ url, upstreamPort, model, apiKeyEnv, headers }: JudgedGateway): readonly Flag[] {
  return [
    ['--against', url],
    ['--upstream-port', upstreamPort],
    ['--model', model],
    ['--api-key-env', apiKeyEnv],
    // A shell must not put the secret in the place of its name.
    ...headers.map((text): Flag => ['--header', `'${text.replaceAll("'", `'\\''`)}'`]),
  ];
}

/**
 * `property:path`, as `reproCommand` writes it; null for anything else, and for steps that are longer than any shrinking:
 * each is walked one by one.
 */
export function parseReproPath(text: string): { readonly property: string; readonly path: string } | null {
  const [, property, path] = /^([a-z0-9-]+):(\d{1,5}(?::\d{1,5}){0,200})$/.exec(text) ?? [];
  return property === undefined || path === undefined ? null : { property, path };
}
