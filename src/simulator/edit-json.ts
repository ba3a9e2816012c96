import type { JsonValue } from '../contract/json-value.ts';

type Path = readonly string[];

/** What becomes of a member: another value, or undefined when it goes. */
export type Edit = (value: JsonValue) => JsonValue | undefined;

export function parsePointer(pointer: string): Path {
  return pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function membersOf(value: JsonValue): readonly (readonly [string, JsonValue])[] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

function withMember(value: JsonValue, key: string, member: JsonValue | undefined): JsonValue {
  if (isList(value)) {
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

/** The value with the member at `path` edited; unchanged when nothing stands there. */
export function editAt(value: JsonValue, path: Path, edit: Edit): JsonValue {
  const [key, ...rest] = path;
  if (key === undefined) return edit(value) ?? null;
  const member = membersOf(value).find(([name]) => name === key);
  if (member === undefined) return value;
  return withMember(value, key, rest.length === 0 ? edit(member[1]) : editAt(member[1], rest, edit));
}

/** The path of the first object member, in writing order, that `wanted` accepts. */
export function firstMember(value: JsonValue, wanted: (value: JsonValue) => boolean): Path | null {
  const members = membersOf(value);
  const here = isList(value) ? undefined : members.find(([, member]) => wanted(member));
  if (here !== undefined) return [here[0]];
  for (const [key, member] of members) {
    const below = firstMember(member, wanted);
    if (below !== null) return [key, ...below];
  }
  return null;
}
