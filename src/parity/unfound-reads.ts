import type { Consumer } from '../contract/gates/migration.ts';
import type { GoldenAnswer, GoldenPrompt } from '../contract/suites/prompt.ts';
import type { JsonObject, JsonValue } from '../json/json-value.ts';
import { compilePattern, generalizePointer, joinPointer } from '../json/pointer.ts';
import { parseStrict } from '../json/parse-strict.ts';
import { fieldsOf, MOST_FIELDS } from '../json/schema/fields-of.ts';
import { walk } from '../json/walk.ts';
import { isAbove } from './read-by.ts';

/** What is asked of the traffic that moves: prompts, each with what was approved for it, or null. */
export type Asked = readonly (readonly [prompt: GoldenPrompt, golden: GoldenAnswer | null])[];

/** A place that a consumer names, and no answer that is asked for can have. */
export interface UnfoundRead {
  /** Which of the consumers, and which of what it reads. */
  readonly consumer: number;
  readonly read: number;
  /** Places that schemas name, `*` for indexes. */
  readonly known: readonly string[];
}

/**
 * Places that no schema names, neither above nor below, and no golden has: a difference there would break nobody, for the name
 * is misspelt. An index is any: a list may be longer than it was in a golden. None where a prompt leaves its answer open, by no
 * schema or by one that names nothing, and has no golden.
 */
export function unfoundReads(consumers: readonly Consumer[], asked: Asked): readonly UnfoundRead[] {
  const schemas = new Set(asked.flatMap(([prompt]) => schemasOf(prompt)));
  const named = new Map([...schemas].map((schema) => [schema, fieldsOf(schema)]));
  const isOpen = (schema: JsonObject): boolean => {
    const { length } = named.get(schema) ?? [];
    return length === 0 || length >= MOST_FIELDS;
  };
  const leavesOpen = (prompt: GoldenPrompt): boolean => {
    const own = schemasOf(prompt);
    return own.length === 0 || own.some(isOpen);
  };
  if (asked.some(([prompt, golden]) => golden === null && leavesOpen(prompt))) return [];
  const fields = [
    ...new Set(asked.flatMap(([prompt]) => placesOf(prompt, (schema) => named.get(schema) ?? []))),
  ];
  const doubtful = consumers.flatMap(({ reads }, consumer) =>
    reads.flatMap((pointer, read) => {
      const pattern = generalizePointer(pointer);
      return isNamed(pattern, fields) ? [] : [{ pattern, consumer, read }];
    }),
  );
  if (doubtful.length === 0) return [];
  const values = asked.flatMap(([, golden]) => (golden === null ? [] : pointersOf(golden)));
  const known = [...new Set(fields.map((field) => field.replaceAll(/\/0(?=\/|$)/g, '/*')))].toSorted();
  return doubtful
    .filter(({ pattern }) => !values.some(compilePattern(pattern)))
    .map(({ consumer, read }) => ({ consumer, read, known }));
}

function isNamed(pattern: string, fields: readonly string[]): boolean {
  return (
    pattern === '' || fields.some(compilePattern(pattern)) || fields.some((field) => isAbove(field, pattern))
  );
}

function schemasOf({ output, tools }: GoldenPrompt): readonly JsonObject[] {
  return [...(output === null ? [] : [output.schema]), ...tools.map(({ parameters }) => parameters)];
}

function placesOf(
  { output, tools }: GoldenPrompt,
  namedBy: (schema: JsonObject) => readonly string[],
): readonly string[] {
  return [
    ...(output === null ? [] : namedBy(output.schema)),
    ...tools.flatMap(({ parameters }) => namedBy(parameters).map((field) => `${argumentsOf(0)}${field}`)),
    ...(tools.length > 0 ? [joinPointer(joinPointer('/toolCalls', 0), 'name')] : []),
  ];
}

function pointersOf({ text, toolCalls }: GoldenAnswer): readonly string[] {
  const parsed = parseStrict(text);
  return [
    ...(parsed.ok ? below('', parsed.value) : []),
    ...toolCalls.flatMap((call, index) => below(argumentsOf(index), call.arguments)),
  ];
}

function argumentsOf(call: number): string {
  return joinPointer(joinPointer('/toolCalls', call), 'arguments');
}

function below(place: string, value: JsonValue): readonly string[] {
  const pointers: string[] = [];
  walk(value, ({ pointer }) => {
    pointers.push(`${place}${pointer}`);
    return true;
  });
  return pointers;
}
