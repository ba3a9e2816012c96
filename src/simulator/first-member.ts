import type { JsonValue } from '../contract/json-value.ts';
import { isJsonArray, isJsonObject } from '../json/json-value.ts';

/** The path of the first object member, in writing order, that `wanted` accepts. */
export function firstMember(
  value: JsonValue,
  wanted: (value: JsonValue) => boolean,
): readonly string[] | null {
  const members = isJsonArray(value) || isJsonObject(value) ? Object.entries(value) : [];
  const here = isJsonArray(value) ? undefined : members.find(([, member]) => wanted(member));
  if (here !== undefined) return [here[0]];
  for (const [key, member] of members) {
    const below = firstMember(member, wanted);
    if (below !== null) return [key, ...below];
  }
  return null;
}
