import type { JsonObject, JsonValue } from '../../contract/json-value.ts';
import type { CanonicalRequest, Tool, ToolChoice } from '../../contract/exchanges/request.ts';
import { isJsonArray, isJsonObject } from '../../json/json-value.ts';
import { downgrade, drop, refuse, type ChatNotes } from './chat-fields.ts';

/** https://platform.openai.com/docs/api-reference/chat/create#chat-create-tools: omitted parameters are an empty list of them. */
const NO_PARAMETERS: JsonObject = { type: 'object', properties: {} };

/** Leaving a tool out would ask another question, so that one which cannot be read is refused. */
export function readTools(value: JsonValue | undefined, notes: ChatNotes): readonly Tool[] {
  if (value === undefined || value === null) return [];
  if (!isJsonArray(value)) {
    refuse(notes, 'tools', 'must be a list');
    return [];
  }
  return value.flatMap((tool, at): readonly Tool[] => {
    const declared = isJsonObject(tool) && tool['type'] === 'function' ? tool['function'] : undefined;
    const { name, description, parameters, strict } =
      declared !== undefined && isJsonObject(declared) ? declared : {};
    const taken = parameters === undefined || parameters === null ? NO_PARAMETERS : parameters;
    if (typeof name !== 'string' || name === '' || !isJsonObject(taken)) {
      const message =
        'must be a function with a name, and its parameters a JSON Schema: no other tool can be offered';
      refuse(notes, `tools[${at}]`, message);
      return [];
    }
    if (strict === true) drop(notes, 'tools.strict', 'a tool has no place for it');
    return [{ name, description: typeof description === 'string' ? description : '', parameters: taken }];
  });
}

export function readToolChoice(value: JsonValue | undefined, notes: ChatNotes): ToolChoice | null {
  if (value === undefined || value === null) return null;
  if (value === 'auto' || value === 'none' || value === 'required') return value;
  const named = isJsonObject(value) && value['type'] === 'function' ? value['function'] : undefined;
  const name = named !== undefined && isJsonObject(named) ? named['name'] : undefined;
  if (typeof name === 'string' && name !== '') return { name };
  const message = 'must be auto, none, required or a function by its name';
  refuse(notes, 'tool_choice', message);
  return null;
}

const TEXT: CanonicalRequest['output'] = { type: 'text' };

export function readOutput(value: JsonValue | undefined, notes: ChatNotes): CanonicalRequest['output'] {
  if (value === undefined || value === null) return TEXT;
  const { type, json_schema: wanted } = isJsonObject(value) ? value : {};
  if (type === 'text') return TEXT;
  if (type === 'json_object') {
    const reason = 'any object is asked for by a schema that any object satisfies';
    downgrade(notes, 'response_format', reason);
    return { type: 'json', name: 'object', schema: { type: 'object' } };
  }
  const { name, schema, strict, description } = wanted !== undefined && isJsonObject(wanted) ? wanted : {};
  if (type !== 'json_schema' || typeof name !== 'string' || schema === undefined || !isJsonObject(schema)) {
    const message = 'must be text, json_object, or json_schema with a name and a schema';
    refuse(notes, 'response_format', message);
    return TEXT;
  }
  if (strict !== true) {
    downgrade(notes, 'response_format.strict', 'a schema is always asked for strictly');
  }
  if (typeof description === 'string') {
    drop(notes, 'response_format.description', 'a schema has no place for it');
  }
  return { type: 'json', name, schema };
}
