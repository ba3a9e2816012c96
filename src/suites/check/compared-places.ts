import { CALLS_PLACE, isOfCalls } from '../../contract/suites/comparator.ts';
import type { Golden, GoldenPrompt } from '../../contract/suites/prompt.ts';
import type { JsonValue } from '../../contract/json-value.ts';
import { parseStrict } from '../../json/parse-strict.ts';
import { walk } from '../../json/walk.ts';
import { listPlaces, meetsSchema } from './schema-places.ts';

const OF_ARGUMENTS = /^\/toolCalls\/(?:\*|0|[1-9]\d*)(?:\/arguments(\/.*)?)?$/;

/** Whether a comparator of calls speaks of what a declared tool takes. In doubt it does. */
export function meetsCalls({ tools }: GoldenPrompt, pointer: string): boolean {
  if (pointer === CALLS_PLACE) return true;
  const found = OF_ARGUMENTS.exec(pointer);
  if (found === null) return false;
  const inner = found[1] ?? '';
  return inner === '' || tools.some(({ parameters }) => meetsSchema(parameters, inner));
}

/** The approved values that a comparator of a pointer is of; by pointers with indexes, and with `*`. */
export function valuesAt(
  { output }: GoldenPrompt,
  golden: Golden | null,
): ReadonlyMap<string, readonly JsonValue[]> {
  const values = new Map<string, JsonValue[]>();
  // A schema of its own says of the whole what an answer will be.
  if (output !== null) values.set('', [output.schema['type'] === 'array' ? [] : {}]);
  if (golden === null) return values;
  const add = (root: JsonValue, under: string): void =>
    walk(root, ({ pointer, pattern, value }) => {
      for (const place of new Set([under + pointer, under + pattern])) {
        const known = values.get(place);
        if (known === undefined) values.set(place, [value]);
        else known.push(value);
      }
      return true;
    });
  const { text, toolCalls } = golden.answer;
  if (output === null) values.set('', [text]);
  else {
    const parsed = parseStrict(text);
    if (parsed.ok) add(parsed.value, '');
  }
  if (toolCalls.length > 0)
    add(
      toolCalls.map(({ arguments: value }) => ({ arguments: value })),
      CALLS_PLACE,
    );
  return values;
}

/** The places that could have been meant, sorted. */
export function listComparedPlaces(
  { output, tools }: GoldenPrompt,
  values: ReadonlyMap<string, readonly JsonValue[]>,
  ofCalls: boolean,
): readonly string[] {
  const inSchemas = ofCalls
    ? tools.flatMap(({ parameters }) =>
        listPlaces(parameters).map((place) => `${CALLS_PLACE}/*/arguments${place}`),
      )
    : listPlaces(output?.schema ?? {});
  const inGolden = [...values.keys()].filter((place) => isOfCalls(place) === ofCalls);
  return [...new Set([...inGolden, ...inSchemas])].filter((place) => place !== '').toSorted();
}
