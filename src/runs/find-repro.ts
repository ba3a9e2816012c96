import { InputError, problem } from '../contract/problem.ts';
import { parseReproPath } from '../fuzz/counterexample.ts';
import type { CheckOptions, Property } from '../fuzz/property.ts';
import type { Stage } from '../fuzz/stage.ts';
import type { Tried } from '../fuzz/try-properties.ts';

export interface Repro {
  readonly property: Property;
  readonly path: string;
}

/** What `--path` names, among these properties. Throws InputError when it names none. */
export function findRepro(text: string, properties: readonly Property[]): Repro {
  const parsed = parseReproPath(text);
  const property = properties.find(({ name }) => name === parsed?.property);
  if (parsed !== null && property !== undefined) return { property, path: parsed.path };
  throw new InputError([
    problem(
      `--path ${JSON.stringify(text)} leads to no counterexample`,
      `give PROPERTY:PATH as fuzz printed it; the properties are ${properties.map(({ name }) => name).join(', ')}`,
    ),
  ]);
}

/** That one case and no other. */
export async function tryRepro(
  { property, path }: Repro,
  stage: Stage,
  seed: CheckOptions['seed'],
): Promise<Tried> {
  const { runs, found } = await property.check(stage, { seed, runs: 1, path });
  return { property, runs, skips: {}, found };
}
