import { InputError, problem } from '../contract/problem.ts';
import { parseReproPath } from './counterexample.ts';
import type { Property } from './property.ts';
import type { Stage } from './stage.ts';
import type { Tried } from './try-properties.ts';

export interface Repro {
  readonly property: Property;
  readonly path: string;
}

/** What `--path` names, among these properties. Throws InputError when it names none. */
export function findRepro(text: string, properties: readonly Property[]): Repro {
  const parsed = parseReproPath(text);
  const property = properties.find(({ name }) => name === parsed?.property);
  if (parsed !== null && property !== undefined) return { property, path: parsed.path };
  const names = properties.map(({ name }) => name).join(', ');
  throw nowhere(text, `give PROPERTY:PATH as fuzz printed it; the properties are ${names}`);
}

/** That one case and no other. Throws InputError when the seed has no such case. */
export async function tryRepro({ property, path }: Repro, stage: Stage, seed: number): Promise<Tried> {
  const checked = await property.again(stage, { seed, path });
  if (checked === null) {
    throw nowhere(
      `${property.name}:${path}`,
      'give the seed, the wires and the path that were printed together',
    );
  }
  return { property, runs: checked.runs, skips: {}, found: checked.found };
}

function nowhere(path: string, mend: string): InputError {
  return new InputError([problem(`--path ${JSON.stringify(path)} leads to no counterexample`, mend)]);
}
