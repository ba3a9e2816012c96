import type { JsonObject, JsonValue } from '../../contract/json-value.ts';
import type { Heard } from '../face.ts';
import {
  isObject,
  optional,
  readArray,
  readObject,
  readOneOf,
  readString,
  type FieldPath,
} from './read-fields.ts';

export function readTools(owner: JsonObject): Heard['tools'] {
  const tools = optional(readArray, owner, [], 'tools') ?? [];
  return tools.map((entry, index) => readTool(entry, ['tools', index]));
}

function readTool(value: JsonValue, path: FieldPath): Heard['tools'][number] {
  const tool = readObject(value, path);
  optional((type, at) => readOneOf(type, at, ['function']), tool, path, 'type');
  const inner = readObject(tool['function'], [...path, 'function']);
  const at = [...path, 'function'];
  optional(readString, inner, at, 'description');
  return {
    name: readString(inner['name'], [...at, 'name']),
    parameters: optional(readObject, inner, at, 'parameters') ?? {},
  };
}

/** `{type:"function", function:{name}}`; servers that leave `type` to its default take it without. */
export function readNamedTool(value: JsonValue | undefined, path: FieldPath): { readonly name: string } {
  const choice = readObject(value, path);
  optional((type, at) => readOneOf(type, at, ['function']), choice, path, 'type');
  const inner = readObject(choice['function'], [...path, 'function']);
  return { name: readString(inner['name'], [...path, 'function', 'name']) };
}

/** `any` is Mistral's word for `required`: https://docs.mistral.ai/capabilities/function_calling/ */
export function readToolChoice(owner: JsonObject): Heard['toolChoice'] {
  const value = owner['tool_choice'];
  if (value === undefined || value === null) return null;
  const path = ['tool_choice'];
  if (isObject(value)) return readNamedTool(value, path);
  const word = readOneOf(value, path, ['auto', 'none', 'required', 'any']);
  return word === 'any' ? 'required' : word;
}
