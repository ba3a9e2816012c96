import type { JsonObject, JsonValue } from '../../contract/json-value.ts';
import { formatIn } from './formats.ts';
import { countOf, enumOf, kindsOf, type Shape } from './shape.ts';

/**
 * The JSON Schema of a shape, with nothing in it that its values do not all have. Names that were not seen are left open:
 * a client that does not know a key does not read it.
 */
export function schemaOf(shape: Shape): JsonObject {
  const kinds = kindsOf(shape);
  const [only] = kinds;
  const type = kinds.length === 1 && only !== undefined ? only : kinds;
  const words = enumOf(shape);
  return {
    type,
    ...(words === null ? {} : { enum: shape.kinds.null > 0 ? [...words, null] : words }),
    ...(shape.kinds.string > 0 ? formatPart(shape) : {}),
    ...(shape.kinds.object > 0 ? objectPart(shape) : {}),
    ...(shape.items === null ? {} : { items: schemaOf(shape.items) }),
  };
}

function formatPart({ formats }: Shape): JsonObject {
  const format = formatIn(formats);
  return format === null ? {} : { format };
}

function objectPart(shape: Shape): JsonObject {
  const { keys, kinds } = shape;
  if (keys === null) return { $comment: 'too many different keys to be told apart' };
  const names = [...keys.keys()].toSorted();
  const required = names.filter((name) => isRequired(shape, name));
  const properties = names.flatMap((name): readonly (readonly [string, JsonValue])[] => {
    const member = keys.get(name);
    return member === undefined
      ? []
      : [[name, withPresence(schemaOf(member), countOf(member), kinds.object)]];
  });
  return {
    ...(required.length === 0 ? {} : { required }),
    ...(properties.length === 0 ? {} : { properties: Object.fromEntries(properties) }),
  };
}

/** Whether every object that stood there had the key. */
export function isRequired({ keys, kinds }: Shape, name: string): boolean {
  const member = keys?.get(name);
  return member !== undefined && countOf(member) === kinds.object;
}

/** In how many of the objects an optional key stood: what a client finds when it counts on it. */
function withPresence(schema: JsonObject, count: number, objects: number): JsonObject {
  return count === objects ? schema : { ...schema, $comment: `in ${count} of ${objects} objects` };
}
