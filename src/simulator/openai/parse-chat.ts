import type { JsonObject, JsonValue } from '../../contract/json-value.ts';
import type { Heard } from '../face.ts';
import {
  isArray,
  isObject,
  optional,
  readBody,
  readBoolean,
  readInteger,
  readNumber,
  readObject,
  readOneOf,
  readString,
  type FieldPath,
} from './read-fields.ts';
import { readMessages, type ReadMessages } from './read-messages.ts';
import { readToolChoice, readTools } from './read-tools.ts';

/** Where a request may put the JSON Schema of its answer; a server honours some of them and ignores the rest. */
export type SchemaField =
  | 'response_format.json_schema'
  | 'response_format.schema'
  | 'response_format.value'
  | 'structured_outputs.json'
  | 'guided_json'
  | 'nvext.guided_json';

/** A chat request whose fields all have their right types. Whether a server takes their values is another question. */
export interface ParsedChat extends ReadMessages {
  /** Null when the request leaves it to the server. */
  readonly model: string | null;
  readonly maxTokens: number | null;
  readonly maxTokensField: 'max_tokens' | 'max_completion_tokens';
  readonly temperature: number | null;
  readonly topP: number | null;
  readonly count: number | null;
  readonly logprobs: boolean;
  readonly topLogprobs: number | null;
  readonly stop: readonly string[];
  readonly tools: Heard['tools'];
  readonly toolChoice: Heard['toolChoice'];
  /** The word as sent, where the choice was a word. */
  readonly toolChoiceWord: string | null;
  readonly schemas: Readonly<Partial<Record<SchemaField, JsonObject>>>;
  readonly responseFormat: string | null;
  readonly stream: boolean;
  readonly streamOptionsGiven: boolean;
  /** Null when the request leaves it to the server. */
  readonly includeUsage: boolean | null;
}

const ROLES = ['system', 'developer', 'user', 'assistant', 'tool'];
const FORMATS = ['text', 'json_object', 'json_schema', 'json', 'regex', 'structural_tag'];
const PENALTIES = ['frequency_penalty', 'presence_penalty'];

/** The family's shape alone, unknown fields ignored. Throws FieldError. */
export function parseChat(
  body: string | Uint8Array | null,
  argumentForms: 'text' | 'either' = 'text',
): ParsedChat {
  const wire = readBody(body);
  PENALTIES.forEach((key) => optional(readNumber, wire, [], key));
  optional(readInteger, wire, [], 'seed');
  const completion = optional(readInteger, wire, [], 'max_completion_tokens');
  const older = optional(readInteger, wire, [], 'max_tokens');
  const streamOptions = optional(readObject, wire, [], 'stream_options');
  return {
    ...readMessages(wire['messages'], ['messages'], ROLES, argumentForms),
    model: optional(readString, wire, [], 'model'),
    maxTokens: completion ?? older,
    maxTokensField: completion === null ? 'max_tokens' : 'max_completion_tokens',
    temperature: optional(readNumber, wire, [], 'temperature'),
    topP: optional(readNumber, wire, [], 'top_p'),
    count: optional(readInteger, wire, [], 'n'),
    logprobs: optional(readBoolean, wire, [], 'logprobs') ?? false,
    topLogprobs: optional(readInteger, wire, [], 'top_logprobs'),
    stop: optional(readStop, wire, [], 'stop') ?? [],
    tools: readTools(wire),
    toolChoice: readToolChoice(wire),
    toolChoiceWord: typeof wire['tool_choice'] === 'string' ? wire['tool_choice'] : null,
    ...readFormat(wire),
    stream: optional(readBoolean, wire, [], 'stream') ?? false,
    streamOptionsGiven: streamOptions !== null,
    includeUsage:
      streamOptions === null
        ? false
        : optional(readBoolean, streamOptions, ['stream_options'], 'include_usage'),
  };
}

function readStop(value: JsonValue | undefined, path: FieldPath): readonly string[] {
  return isArray(value)
    ? value.map((entry, index) => readString(entry, [...path, index]))
    : [readString(value, path)];
}

function readFormat(wire: JsonObject): Pick<ParsedChat, 'schemas' | 'responseFormat'> {
  const schemas: Partial<Record<SchemaField, JsonObject>> = {};
  const keep = (field: SchemaField, owner: JsonObject | null, path: FieldPath, key: string): void => {
    const schema = owner === null ? null : optional(readObject, owner, path, key);
    if (schema !== null) schemas[field] = schema;
  };
  const format = optional(readObject, wire, [], 'response_format');
  const path = ['response_format'];
  const type = format === null ? null : readOneOf(format['type'], [...path, 'type'], FORMATS);
  if (type === 'json_schema' && format?.['json_schema'] === undefined && isObject(format?.['value'])) {
    // TGI's own form. Others miss their key: what a server takes is for its row to say.
    keep('response_format.value', format['value'], [...path, 'value'], 'schema');
  } else if (format !== null && type === 'json_schema') {
    const named = readObject(format['json_schema'], [...path, 'json_schema']);
    optional(readString, named, [...path, 'json_schema'], 'name');
    schemas['response_format.json_schema'] = readObject(named['schema'], [...path, 'json_schema', 'schema']);
  }
  if (type === 'json_object') keep('response_format.schema', format, path, 'schema');
  if (type === 'json' || type === 'json_object') keep('response_format.value', format, path, 'value');
  keep('guided_json', wire, [], 'guided_json');
  const structured = optional(readObject, wire, [], 'structured_outputs');
  keep('structured_outputs.json', structured, ['structured_outputs'], 'json');
  keep('nvext.guided_json', optional(readObject, wire, [], 'nvext'), ['nvext'], 'guided_json');
  return { schemas, responseFormat: type };
}
