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

/** The command that finds it again; `against` is the gateway that it was found in. */
export function reproCommand(
  { property, seed, path, wires }: Counterexample,
  against: string | null,
): string {
  const where =
    against === null ? (wires === null ? '' : ` --wire ${wires.join(',')}`) : ` --against ${against}`;
  return `llama-contract fuzz${where} --seed ${seed} --path ${property}:${path}`;
}

/**
 * `property:path`, as `reproCommand` writes it; null for anything else, and for steps that are longer than any shrinking:
 * each is walked one by one.
 */
export function parseReproPath(text: string): { readonly property: string; readonly path: string } | null {
  const [, property, path] = /^([a-z0-9-]+):(\d{1,5}(?::\d{1,5}){0,200})$/.exec(text) ?? [];
  return property === undefined || path === undefined ? null : { property, path };
}
