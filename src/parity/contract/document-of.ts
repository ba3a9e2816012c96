import type { JsonObject } from '../../contract/json-value.ts';
import type { Contract } from './infer-contract.ts';
import { nameParts } from './name-parts.ts';
import { schemaOf } from './schema-of.ts';

/** Every part below `$defs`, as `output.NAME` and `tool.NAME`: a client refers to the one that it reads. */
export function documentOf(contract: Contract, about: { title: string; description: string }): JsonObject {
  const defs = [...nameParts(contract).values()].map(
    ({ name, shape, values }): readonly [string, JsonObject] => [
      name.replaceAll(' ', '.'),
      { description: `Inferred from ${values} ${values === 1 ? 'value' : 'values'}.`, ...schemaOf(shape) },
    ],
  );
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    ...about,
    $defs: Object.fromEntries(defs),
  };
}
