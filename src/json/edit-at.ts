import { isJsonArray, type JsonValue } from './json-value.ts';

/** What becomes of a member: another value, or undefined when it goes. */
export type Edit = (value: JsonValue) => JsonValue | undefined;

function membersOf(value: JsonValue): readonly (readonly [string, JsonValue])[] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

function withMember(value: JsonValue, key: string, member: JsonValue | undefined): JsonValue {
  if (isJsonArray(value)) {
    return value.flatMap((item, index) => {
      if (String(index) !== key) return [item];
      return member === undefined ? [] : [member];
    });
  }
  return Object.fromEntries(
    membersOf(value).flatMap(([name, old]): [string, JsonValue][] => {
      if (name !== key) return [[name, old]];
      return member === undefined ? [] : [[name, member]];
    }),
  );
}

/** The value with the member at `path` (tokens of a pointer) edited; unchanged when nothing stands there. */
export function editAt(value: JsonValue, path: readonly string[], edit: Edit): JsonValue {
  const [key, ...rest] = path;
  if (key === undefined) return edit(value) ?? null;
  const member = membersOf(value).find(([name]) => name === key);
  if (member === undefined) return value;
  return withMember(value, key, rest.length === 0 ? edit(member[1]) : editAt(member[1], rest, edit));
}
