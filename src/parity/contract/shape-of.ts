import { isJsonArray, isJsonObject, typeOfJson, type JsonValue } from '../../json/json-value.ts';
import { EVERY_FORMAT, formatsOf } from './formats.ts';
import { joinShapes } from './join-shapes.ts';
import { limited, LONGEST_WORD, type Kind, type Shape } from './shape.ts';

export function kindOf(value: JsonValue): Kind {
  return Number.isInteger(value) ? 'integer' : typeOfJson(value);
}

/** The shape of one value that was said to a prompt. The value nests no deeper than answers may. */
export function shapeOf(value: JsonValue, prompt: string): Shape {
  const kinds = { ...NEVER, [kindOf(value)]: 1 };
  if (typeof value === 'string') {
    const words = value.length > LONGEST_WORD ? null : new Map([[value, [prompt]]]);
    return { ...NOTHING, kinds, words, formats: formatsOf(value) };
  }
  if (isJsonArray(value)) {
    const [first, ...rest] = value;
    if (first === undefined) return { ...NOTHING, kinds };
    const items = rest.reduce<Shape>(
      (shape, item) => joinShapes(shape, shapeOf(item, prompt)),
      shapeOf(first, prompt),
    );
    return limited({ ...NOTHING, kinds, items, places: 1 + items.places });
  }
  if (!isJsonObject(value)) return { ...NOTHING, kinds };
  const keys = new Map(Object.entries(value).map(([key, member]) => [key, shapeOf(member, prompt)]));
  const places = [...keys.values()].reduce((sum, shape) => sum + shape.places, 1);
  return limited({ ...NOTHING, kinds, keys, places });
}

const NEVER: Shape['kinds'] = { array: 0, boolean: 0, integer: 0, null: 0, number: 0, object: 0, string: 0 };

const NOTHING: Shape = {
  kinds: NEVER,
  keys: new Map(),
  items: null,
  words: new Map(),
  formats: EVERY_FORMAT,
  places: 1,
};
