import { isJsonArray, type JsonObject, type JsonValue } from '../../json/json-value.ts';
import { FORMATS } from './formats.ts';
import { textsOf } from './pattern-text.ts';

/** What a text says where its schema leaves it free: nothing synthetic may look like a model's own words. */
const TEXT = 'simulated';
/** A text longer than this is not written. */
const LONGEST_TEXT = 65_536;
const MOST_STEPS = 12;

/** The values of a keyword in all the schemas that hold at once, where they have the right type. */
export function given<T extends JsonValue>(
  schemas: readonly JsonObject[],
  keyword: string,
  is: (value: JsonValue) => value is T,
): readonly T[] {
  return schemas.flatMap((schema) => {
    const value = schema[keyword];
    return value !== undefined && is(value) ? [value] : [];
  });
}

export const isNumber = (value: JsonValue): value is number => typeof value === 'number';
export const isText = (value: JsonValue): value is string => typeof value === 'string';

/** Values that the schemas name themselves; null where they name none. */
export function namedValues(schemas: readonly JsonObject[]): readonly JsonValue[] | null {
  const named = schemas.find((schema) => 'const' in schema || 'enum' in schema);
  if (named === undefined) return null;
  const { const: only, enum: several } = named;
  if (only !== undefined) return [only];
  return several !== undefined && isJsonArray(several) ? several : [];
}

/** Numbers near 0 first, then near the bounds, then multiples; whether one fits is for its reader to say. */
export function* numbers(schemas: readonly JsonObject[]): Generator<number> {
  const low = Math.max(
    ...given(schemas, 'minimum', isNumber),
    ...given(schemas, 'exclusiveMinimum', isNumber),
    Number.NEGATIVE_INFINITY,
  );
  const high = Math.min(
    ...given(schemas, 'maximum', isNumber),
    ...given(schemas, 'exclusiveMaximum', isNumber),
    Number.POSITIVE_INFINITY,
  );
  const step = Math.max(...given(schemas, 'multipleOf', isNumber), 0);
  const start = low > 0 ? low : high < 0 ? high : 0;
  const away = high < 0 ? -1 : 1;
  yield start;
  if (step > 0) {
    const first = Math.ceil(start / step) * step;
    for (let turn = 0; turn < 1000; turn += 1) yield first + away * turn * step;
    return;
  }
  const whole = away > 0 ? Math.ceil(start) : Math.floor(start);
  for (let turn = 0; turn < MOST_STEPS; turn += 1) yield whole + away * turn;
  if (Number.isFinite(low) && Number.isFinite(high)) {
    for (let part = 2; part < MOST_STEPS; part += 1) yield low + (high - low) / part;
  }
  for (let part = 2; part < MOST_STEPS; part += 1) yield start + away / part;
}

/** Texts that formats and patterns ask for, else ones that say what they are. */
export function* texts(schemas: readonly JsonObject[]): Generator<string> {
  const least = Math.max(...given(schemas, 'minLength', isNumber), 0);
  const most = Math.min(...given(schemas, 'maxLength', isNumber), LONGEST_TEXT);
  if (least > LONGEST_TEXT) return;
  const patterns = given(schemas, 'pattern', isText);
  for (const name of given(schemas, 'format', isText)) {
    const format = FORMATS.get(name);
    if (format !== undefined) yield format.text;
  }
  if (patterns.length === 0) yield* plainTexts(least, most);
  // A pattern may be content with the plain text, which says more.
  if (least <= TEXT.length && TEXT.length <= most) yield TEXT;
  for (const pattern of patterns) {
    for (let more = 0; more < MOST_STEPS; more += 1) yield* textsOf(pattern, more);
    yield* textsOf(pattern, least);
  }
}

function* plainTexts(least: number, most: number): Generator<string> {
  const repeated = TEXT.padEnd(least, ` ${TEXT}`);
  for (let turn = 0; turn <= MOST_STEPS; turn += 1) {
    const number = turn === 0 ? '' : String(turn);
    yield repeated.slice(0, Math.max(0, most - number.length)) + number;
  }
}
